/** The processes of the suite and the ways to them: servers, databases, poolers, and HTTP. */
@NullMarked
package io.chatframe.faults.process;

import org.jspecify.annotations.NullMarked;
