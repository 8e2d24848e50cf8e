/** The event stream: a follower's events, written by the thread that serves the request. */
@NullMarked
package io.chatframe.adapter.web.sse;

import org.jspecify.annotations.NullMarked;
