/** PostgreSQL behind the storage ports: what Spring makes of it, from the settings. */
@NullMarked
package io.chatframe.adapter.persistence;

import org.jspecify.annotations.NullMarked;
