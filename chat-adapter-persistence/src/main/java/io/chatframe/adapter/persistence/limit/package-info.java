/** The counters of rate limits. */
@NullMarked
package io.chatframe.adapter.persistence.limit;

import org.jspecify.annotations.NullMarked;
