/** The model providers behind the model port: chooses them by the operator's settings. */
@NullMarked
package io.chatframe.adapter.llm;

import org.jspecify.annotations.NullMarked;
