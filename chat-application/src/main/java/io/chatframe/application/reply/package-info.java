/**
 * The reply engine: replies in memory, the attempts that make them grow, their followers, their
 * journal, and how a node takes over what another left. No connection owns anything here: a reply
 * is a text that only grows within an attempt, and a cursor is all a follower needs.
 */
@NullMarked
package io.chatframe.application.reply;

import org.jspecify.annotations.NullMarked;
