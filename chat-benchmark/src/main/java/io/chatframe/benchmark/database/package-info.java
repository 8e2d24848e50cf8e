/** The database benchmark: what each query of the product costs, and whether that grows. */
@NullMarked
package io.chatframe.benchmark.database;

import org.jspecify.annotations.NullMarked;
