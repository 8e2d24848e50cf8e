/** What visitors say of replies. */
@NullMarked
package io.chatframe.domain.feedback;

import org.jspecify.annotations.NullMarked;
