/** Metrics of this node, for Prometheus. */
@NullMarked
package io.chatframe.bootstrap.metric;

import org.jspecify.annotations.NullMarked;
