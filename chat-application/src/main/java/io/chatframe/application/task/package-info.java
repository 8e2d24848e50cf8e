/** Work that repeats in the background. */
@NullMarked
package io.chatframe.application.task;

import org.jspecify.annotations.NullMarked;
