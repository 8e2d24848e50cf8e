/** How a database is found, reached, and asked within bounds. */
@NullMarked
package io.chatframe.adapter.persistence.connection;

import org.jspecify.annotations.NullMarked;
