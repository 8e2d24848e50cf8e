/** Titles and suggestions, which a model is asked for once a reply is complete. */
@NullMarked
package io.chatframe.application.afterthought;

import org.jspecify.annotations.NullMarked;
