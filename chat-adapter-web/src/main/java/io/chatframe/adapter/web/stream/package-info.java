/**
 * What all doors that stream a reply share: the form of the events, and how many streams may be
 * open.
 */
@NullMarked
package io.chatframe.adapter.web.stream;

import org.jspecify.annotations.NullMarked;
