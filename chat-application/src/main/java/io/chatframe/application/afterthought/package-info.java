/** Titles and follow-up questions, requested from a model once a reply is complete. */
@NullMarked
package io.chatframe.application.afterthought;

import org.jspecify.annotations.NullMarked;
