/** Locating and connecting to the database, and running statements with time limits. */
@NullMarked
package io.chatframe.adapter.persistence.connection;

import org.jspecify.annotations.NullMarked;
