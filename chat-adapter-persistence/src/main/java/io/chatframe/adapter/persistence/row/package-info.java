/** Maps rows to domain values. */
@NullMarked
package io.chatframe.adapter.persistence.row;

import org.jspecify.annotations.NullMarked;
