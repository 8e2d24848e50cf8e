/** PostgreSQL behind the storage ports, and the embedded database of local runs. */
@NullMarked
package io.chatframe.adapter.persistence;

import org.jspecify.annotations.NullMarked;
