/** Upgrades the schema to this release, on one server at a time. */
@NullMarked
package io.chatframe.adapter.persistence.migration;

import org.jspecify.annotations.NullMarked;
