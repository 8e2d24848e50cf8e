/** What a database is filled with. */
@NullMarked
package io.chatframe.benchmark.database.filling;

import org.jspecify.annotations.NullMarked;
