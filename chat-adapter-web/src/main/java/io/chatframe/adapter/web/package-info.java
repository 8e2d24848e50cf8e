/** The web adapter: HTTP, SSE and WebSocket endpoints, authentication, and the chat page. */
@NullMarked
package io.chatframe.adapter.web;

import org.jspecify.annotations.NullMarked;
