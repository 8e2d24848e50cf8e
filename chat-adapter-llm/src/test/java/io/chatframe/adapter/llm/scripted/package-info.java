/** A provider that follows a script, recordings of real ones, and how both are played back. */
@NullMarked
package io.chatframe.adapter.llm.scripted;

import org.jspecify.annotations.NullMarked;
