/**
 * The HTTP exchange with a provider: connections, proxies, deadlines, and how a failed one is
 * described.
 */
@NullMarked
package io.chatframe.adapter.llm.http;

import org.jspecify.annotations.NullMarked;
