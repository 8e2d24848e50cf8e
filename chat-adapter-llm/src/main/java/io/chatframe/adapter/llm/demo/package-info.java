/** The demo, which answers as long as no provider is set up. */
@NullMarked
package io.chatframe.adapter.llm.demo;

import org.jspecify.annotations.NullMarked;
