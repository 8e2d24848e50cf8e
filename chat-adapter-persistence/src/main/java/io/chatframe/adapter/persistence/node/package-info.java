/** What nodes know of each other: leases, and notifications of changes. */
@NullMarked
package io.chatframe.adapter.persistence.node;

import org.jspecify.annotations.NullMarked;
