/** Problem documents: the mapping of failures, their output, and the log of bugs. */
@NullMarked
package io.chatframe.adapter.web.problem;

import org.jspecify.annotations.NullMarked;
