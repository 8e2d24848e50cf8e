/**
 * The fault suite: runs the built server in separate processes with a real PostgreSQL and a
 * scripted provider, and kills, freezes and disconnects them. Simulated visitors record what they
 * were shown, and a checker compares that with what is stored.
 */
@NullMarked
package io.chatframe.faults;

import org.jspecify.annotations.NullMarked;
