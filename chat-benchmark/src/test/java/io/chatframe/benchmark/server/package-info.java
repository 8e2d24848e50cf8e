/** The servers that compete, each started as a process of its own. */
@NullMarked
package io.chatframe.benchmark.server;

import org.jspecify.annotations.NullMarked;
