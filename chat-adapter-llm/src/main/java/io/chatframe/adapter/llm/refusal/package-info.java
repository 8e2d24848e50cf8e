/**
 * Why a provider refused a request: its status, its words, and the part of the request it refuses.
 */
@NullMarked
package io.chatframe.adapter.llm.refusal;

import org.jspecify.annotations.NullMarked;
