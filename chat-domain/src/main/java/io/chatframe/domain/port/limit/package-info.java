/** Ports of what is counted over all nodes. */
@NullMarked
package io.chatframe.domain.port.limit;

import org.jspecify.annotations.NullMarked;
