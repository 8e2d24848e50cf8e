/** The parts of a token's way through the server, each measured alone; run by hand. */
@NullMarked
package io.chatframe.benchmark.micro;

import org.jspecify.annotations.NullMarked;
