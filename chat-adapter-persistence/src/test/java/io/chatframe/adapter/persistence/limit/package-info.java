/** Tests of what is in the package of the same name. */
@NullMarked
package io.chatframe.adapter.persistence.limit;

import org.jspecify.annotations.NullMarked;
