/** What a start takes, what an open stream takes, and what happens at the limits. */
@NullMarked
package io.chatframe.benchmark.start;

import org.jspecify.annotations.NullMarked;
