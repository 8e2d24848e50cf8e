/** The two protocols: chat completions as OpenAI defined them, and Anthropic's messages. */
@NullMarked
package io.chatframe.adapter.llm.protocol;

import org.jspecify.annotations.NullMarked;
