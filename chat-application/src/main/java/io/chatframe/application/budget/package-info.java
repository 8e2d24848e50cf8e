/** Reserves what models may cost before they are asked, and settles what they cost. */
@NullMarked
package io.chatframe.application.budget;

import org.jspecify.annotations.NullMarked;
