/** What the loader is told before a visitor opens a chat. */
@NullMarked
package io.chatframe.adapter.web.launcher;

import org.jspecify.annotations.NullMarked;
