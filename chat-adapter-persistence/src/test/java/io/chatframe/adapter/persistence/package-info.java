/** A real PostgreSQL under the contracts of the storage ports, and what the tests share. */
@NullMarked
package io.chatframe.adapter.persistence;

import org.jspecify.annotations.NullMarked;
