/**
 * The reply engine: replies in memory, the attempts that generate them, their followers, their
 * journal, and takeover between nodes. No client connection owns anything here: a reply is a text
 * that only grows within an attempt, and a follower needs nothing but a cursor.
 */
@NullMarked
package io.chatframe.application.reply;

import org.jspecify.annotations.NullMarked;
