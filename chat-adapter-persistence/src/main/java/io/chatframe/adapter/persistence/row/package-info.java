/** Rows of the tables as values of the domain. */
@NullMarked
package io.chatframe.adapter.persistence.row;

import org.jspecify.annotations.NullMarked;
