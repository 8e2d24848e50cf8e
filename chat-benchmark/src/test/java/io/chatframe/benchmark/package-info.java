/** The benchmark: contestants behind the same load, measured in turn. */
@NullMarked
package io.chatframe.benchmark;

import org.jspecify.annotations.NullMarked;
