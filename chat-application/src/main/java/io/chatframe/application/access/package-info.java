/** Who may do nothing any more, and what operators do about it. */
@NullMarked
package io.chatframe.application.access;

import org.jspecify.annotations.NullMarked;
