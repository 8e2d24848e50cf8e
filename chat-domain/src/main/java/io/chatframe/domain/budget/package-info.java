/** How much money may be spent, by whom and in which period. */
@NullMarked
package io.chatframe.domain.budget;

import org.jspecify.annotations.NullMarked;
