/** The histories of visitors, the stored messages, and the checker that compares them. */
@NullMarked
package io.chatframe.faults.history;

import org.jspecify.annotations.NullMarked;
