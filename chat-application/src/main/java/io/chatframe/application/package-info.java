/**
 * The use cases, one class each. Those that follow and stop a running reply are with its engine.
 */
@NullMarked
package io.chatframe.application;

import org.jspecify.annotations.NullMarked;
