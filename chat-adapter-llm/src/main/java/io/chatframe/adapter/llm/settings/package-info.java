/** The settings under {@code chat.llm}, and the table of providers that is read from them. */
@NullMarked
package io.chatframe.adapter.llm.settings;

import org.jspecify.annotations.NullMarked;
