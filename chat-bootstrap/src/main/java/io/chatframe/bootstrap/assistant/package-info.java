/** The assistants that are in service, as files. */
@NullMarked
package io.chatframe.bootstrap.assistant;

import org.jspecify.annotations.NullMarked;
