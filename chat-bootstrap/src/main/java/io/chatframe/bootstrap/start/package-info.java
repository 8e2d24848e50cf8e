/**
 * How a start looks to whoever starts it: the command line, what is logged, why it failed, how it
 * is ended.
 */
@NullMarked
package io.chatframe.bootstrap.start;

import org.jspecify.annotations.NullMarked;
