/**
 * What the application needs from outside. Every method blocks, is thread-safe, and is one
 * transaction if it writes.
 */
@NullMarked
package io.chatframe.domain.port;

import org.jspecify.annotations.NullMarked;
