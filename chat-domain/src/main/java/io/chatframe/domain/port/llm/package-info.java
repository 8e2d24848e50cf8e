/** Access to models as the application needs it: requests, streams of events, and failures. */
@NullMarked
package io.chatframe.domain.port.llm;

import org.jspecify.annotations.NullMarked;
