/** Routes a model's name to its provider: fallbacks, circuit breakers and concurrency limits. */
@NullMarked
package io.chatframe.adapter.llm.routing;

import org.jspecify.annotations.NullMarked;
