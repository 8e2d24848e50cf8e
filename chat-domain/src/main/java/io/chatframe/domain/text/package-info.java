/** Which texts are accepted, how they are mended, and how misspelt names are matched. */
@NullMarked
package io.chatframe.domain.text;

import org.jspecify.annotations.NullMarked;
