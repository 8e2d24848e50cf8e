/** Replies: begun, journalled, taken over and ended. */
@NullMarked
package io.chatframe.adapter.persistence.reply;

import org.jspecify.annotations.NullMarked;
