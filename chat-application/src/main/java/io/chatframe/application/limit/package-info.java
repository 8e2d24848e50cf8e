/** Counts what visitors and networks do, and refuses what comes too often. */
@NullMarked
package io.chatframe.application.limit;

import org.jspecify.annotations.NullMarked;
