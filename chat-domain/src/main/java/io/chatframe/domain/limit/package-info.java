/** How often something may be done, and by whom. */
@NullMarked
package io.chatframe.domain.limit;

import org.jspecify.annotations.NullMarked;
