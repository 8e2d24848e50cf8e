/** What the operator sees of a running server. */
@NullMarked
package io.chatframe.bootstrap.operation;

import org.jspecify.annotations.NullMarked;
