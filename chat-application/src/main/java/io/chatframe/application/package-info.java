/**
 * The use cases, one class each. Those that follow and stop a running reply are in {@code reply}.
 */
@NullMarked
package io.chatframe.application;

import org.jspecify.annotations.NullMarked;
