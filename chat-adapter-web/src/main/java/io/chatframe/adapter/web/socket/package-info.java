/**
 * The WebSocket door: the commands of the HTTP door and the events of the event-stream door, as
 * frames of one connection. Thin: the use cases do what a frame asks, and events have the same data
 * as in the event stream.
 */
@NullMarked
package io.chatframe.adapter.web.socket;

import org.jspecify.annotations.NullMarked;
