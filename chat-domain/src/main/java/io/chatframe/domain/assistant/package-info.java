/** Assistants: their names and what the operator has set for each. */
@NullMarked
package io.chatframe.domain.assistant;

import org.jspecify.annotations.NullMarked;
