/**
 * The WebSocket endpoint: the commands of the HTTP API and the events of the event stream, as
 * frames of one connection. A thin layer: use cases execute the commands, and events have the same
 * data as in the event stream.
 */
@NullMarked
package io.chatframe.adapter.web.socket;

import org.jspecify.annotations.NullMarked;
