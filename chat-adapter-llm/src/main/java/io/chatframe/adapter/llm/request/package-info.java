/** One request to one provider: its body, the retries, and what past refusals have taught. */
@NullMarked
package io.chatframe.adapter.llm.request;

import org.jspecify.annotations.NullMarked;
