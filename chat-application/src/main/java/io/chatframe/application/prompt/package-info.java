/** Builds a model's input from a dialog and accounts for the tokens its requests use. */
@NullMarked
package io.chatframe.application.prompt;

import org.jspecify.annotations.NullMarked;
