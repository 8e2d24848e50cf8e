/** The processes of the suite: servers, databases and poolers, and HTTP access to them. */
@NullMarked
package io.chatframe.faults.process;

import org.jspecify.annotations.NullMarked;
