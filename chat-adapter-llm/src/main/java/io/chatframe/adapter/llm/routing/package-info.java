/**
 * From the name of a model to its provider: fallbacks, circuit breakers, and limits of concurrency.
 */
@NullMarked
package io.chatframe.adapter.llm.routing;

import org.jspecify.annotations.NullMarked;
