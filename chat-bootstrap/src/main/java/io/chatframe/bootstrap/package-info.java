/** Wires adapters and use cases, and contains the main class. */
@NullMarked
package io.chatframe.bootstrap;

import org.jspecify.annotations.NullMarked;
