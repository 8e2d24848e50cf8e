/** Which texts are accepted, how they are mended, and how settings' words are compared. */
@NullMarked
package io.chatframe.domain.text;

import org.jspecify.annotations.NullMarked;
