/** What operators forbid, and the record of what they did. */
@NullMarked
package io.chatframe.domain.access;

import org.jspecify.annotations.NullMarked;
