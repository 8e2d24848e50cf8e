/** Beginning, journalling, taking over and ending replies. */
@NullMarked
package io.chatframe.adapter.persistence.reply;

import org.jspecify.annotations.NullMarked;
