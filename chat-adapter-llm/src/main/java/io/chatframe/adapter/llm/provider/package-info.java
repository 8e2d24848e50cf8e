/** One provider as the operator has set it up: its address, dialect, key, proxy and models. */
@NullMarked
package io.chatframe.adapter.llm.provider;

import org.jspecify.annotations.NullMarked;
