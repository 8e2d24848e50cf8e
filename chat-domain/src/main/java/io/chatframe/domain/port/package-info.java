/**
 * The ports that adapters implement. Unless stated otherwise, methods block and are thread-safe,
 * and each write is one transaction.
 */
@NullMarked
package io.chatframe.domain.port;

import org.jspecify.annotations.NullMarked;
