/**
 * The HTTP exchange with a provider: connections, proxies, deadlines and descriptions of failures.
 */
@NullMarked
package io.chatframe.adapter.llm.http;

import org.jspecify.annotations.NullMarked;
