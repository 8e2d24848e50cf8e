/** The counters of rate limits, and what was used once. */
@NullMarked
package io.chatframe.adapter.persistence.limit;

import org.jspecify.annotations.NullMarked;
