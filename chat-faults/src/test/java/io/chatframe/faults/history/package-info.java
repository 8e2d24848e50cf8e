/** What visitors were shown, what is stored, and the checker that compares both. */
@NullMarked
package io.chatframe.faults.history;

import org.jspecify.annotations.NullMarked;
