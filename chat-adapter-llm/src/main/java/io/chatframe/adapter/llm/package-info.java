/** The model providers behind the model port: chooses them by what the operator has set. */
@NullMarked
package io.chatframe.adapter.llm;

import org.jspecify.annotations.NullMarked;
