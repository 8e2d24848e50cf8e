/** Coordination between nodes: leases and change notifications. */
@NullMarked
package io.chatframe.adapter.persistence.node;

import org.jspecify.annotations.NullMarked;
