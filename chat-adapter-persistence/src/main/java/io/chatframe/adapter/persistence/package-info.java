/** The persistence adapter: implements the storage ports with PostgreSQL. */
@NullMarked
package io.chatframe.adapter.persistence;

import org.jspecify.annotations.NullMarked;
