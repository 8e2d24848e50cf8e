/** Tokens and what they cost. */
@NullMarked
package io.chatframe.domain.usage;

import org.jspecify.annotations.NullMarked;
