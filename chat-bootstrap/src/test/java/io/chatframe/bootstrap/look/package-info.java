/** What the chat page says and how it looks: languages, themes, accessibility, screenshots. */
@NullMarked
package io.chatframe.bootstrap.look;

import org.jspecify.annotations.NullMarked;
