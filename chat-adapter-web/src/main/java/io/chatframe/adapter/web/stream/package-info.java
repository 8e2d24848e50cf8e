/**
 * Shared by all transports that stream a reply: the form of the events and the limit on open
 * streams.
 */
@NullMarked
package io.chatframe.adapter.web.stream;

import org.jspecify.annotations.NullMarked;
