/**
 * What an operator sets: read from the environment and {@code .env}, checked, and given to Spring.
 */
@NullMarked
package io.chatframe.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
