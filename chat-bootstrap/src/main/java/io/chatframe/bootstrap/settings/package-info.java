/**
 * Reads the operator's settings from the environment and {@code .env}, checks them, and passes them
 * to Spring.
 */
@NullMarked
package io.chatframe.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
