/** The model, as the application needs it: requests, streams of events, and how they fail. */
@NullMarked
package io.chatframe.domain.port.llm;

import org.jspecify.annotations.NullMarked;
