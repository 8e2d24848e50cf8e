/** The port for what is counted of the server's work, for its operator. */
@NullMarked
package io.chatframe.domain.port.metric;

import org.jspecify.annotations.NullMarked;
