/**
 * The doors visitors and host sites come in by: HTTP, SSE and WebSocket, identity, and the chat
 * page.
 */
@NullMarked
package io.chatframe.adapter.web;

import org.jspecify.annotations.NullMarked;
