/** The scripted provider and the clients, on one thread. */
@NullMarked
package io.chatframe.benchmark.load;

import org.jspecify.annotations.NullMarked;
