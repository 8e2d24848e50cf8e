/** A provider that follows a script, recordings of real ones, and the playback of both. */
@NullMarked
package io.chatframe.adapter.llm.scripted;

import org.jspecify.annotations.NullMarked;
