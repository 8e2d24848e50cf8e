/** What the chat page costs a visitor's browser while an answer grows. */
@NullMarked
package io.chatframe.benchmark.page;

import org.jspecify.annotations.NullMarked;
