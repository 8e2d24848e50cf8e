/** The port for what may be used only once. */
@NullMarked
package io.chatframe.domain.port.once;

import org.jspecify.annotations.NullMarked;
