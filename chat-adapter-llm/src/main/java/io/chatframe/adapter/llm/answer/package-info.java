/** The stream of an answer: server-sent events, JSON, reasoning, text, usage, and the end. */
@NullMarked
package io.chatframe.adapter.llm.answer;

import org.jspecify.annotations.NullMarked;
