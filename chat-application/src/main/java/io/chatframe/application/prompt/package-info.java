/** What a model is given to read of a dialog, and what its requests use. */
@NullMarked
package io.chatframe.application.prompt;

import org.jspecify.annotations.NullMarked;
