/** A real PostgreSQL under the contracts of the storage ports. */
@NullMarked
package io.chatframe.adapter.persistence;

import org.jspecify.annotations.NullMarked;
