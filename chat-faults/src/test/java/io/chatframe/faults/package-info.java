/**
 * The fault suite: the built server in processes of its own, before a real PostgreSQL and a
 * scripted provider, is killed, frozen and cut off, while simulated visitors keep a history of all
 * they were shown and a checker compares it with what is stored.
 */
@NullMarked
package io.chatframe.faults;

import org.jspecify.annotations.NullMarked;
