/**
 * The WebSocket door: the commands of the HTTP door and the events of the event-stream door, as
 * frames of one connection. Thin: what a frame asks is done by the use cases, what a follower is
 * told is written by the event-stream door's own words.
 */
@NullMarked
package io.chatframe.adapter.web.socket;

import org.jspecify.annotations.NullMarked;
