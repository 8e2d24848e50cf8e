/**
 * The use cases, one class each, and the reply engine: live replies, their generation, their
 * followers, their journal and their recovery. A connection owns nothing here; a reply is a text
 * that only grows within an attempt, and a cursor is all a reader needs.
 */
@NullMarked
package io.chatframe.application;

import org.jspecify.annotations.NullMarked;
