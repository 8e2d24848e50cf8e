/** How the schema is brought to what this release needs, by one server at a time. */
@NullMarked
package io.chatframe.adapter.persistence.migration;

import org.jspecify.annotations.NullMarked;
