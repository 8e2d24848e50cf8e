/** Loads the assistants from files. */
@NullMarked
package io.chatframe.bootstrap.assistant;

import org.jspecify.annotations.NullMarked;
