/** The port that keeps what visitors say of replies. */
@NullMarked
package io.chatframe.domain.port.feedback;

import org.jspecify.annotations.NullMarked;
