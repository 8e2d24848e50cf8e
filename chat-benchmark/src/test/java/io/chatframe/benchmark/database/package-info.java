@NullMarked
package io.chatframe.benchmark.database;

import org.jspecify.annotations.NullMarked;
