/** Why a provider refused a request: the status, the words, and the refused part of the request. */
@NullMarked
package io.chatframe.adapter.llm.refusal;

import org.jspecify.annotations.NullMarked;
