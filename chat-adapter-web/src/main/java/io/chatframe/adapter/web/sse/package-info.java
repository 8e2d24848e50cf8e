/**
 * The event-stream door: a follower's events as bytes, written by the thread that serves the
 * request.
 */
@NullMarked
package io.chatframe.adapter.web.sse;

import org.jspecify.annotations.NullMarked;
