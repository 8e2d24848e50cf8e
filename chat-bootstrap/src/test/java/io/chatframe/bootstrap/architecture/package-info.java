/** The architecture rules for all modules. */
@NullMarked
package io.chatframe.bootstrap.architecture;

import org.jspecify.annotations.NullMarked;
