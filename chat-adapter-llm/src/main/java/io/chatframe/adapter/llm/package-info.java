/** The model providers behind the model port, one class per protocol. */
@NullMarked
package io.chatframe.adapter.llm;

import org.jspecify.annotations.NullMarked;
