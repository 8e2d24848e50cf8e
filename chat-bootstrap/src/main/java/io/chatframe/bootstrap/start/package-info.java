/**
 * Starting and stopping from the operator's view: command line, startup log, failure messages,
 * Ctrl-C.
 */
@NullMarked
package io.chatframe.bootstrap.start;

import org.jspecify.annotations.NullMarked;
