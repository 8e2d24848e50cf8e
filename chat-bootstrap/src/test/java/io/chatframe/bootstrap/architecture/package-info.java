/** The rules that the code of all modules is held to. */
@NullMarked
package io.chatframe.bootstrap.architecture;

import org.jspecify.annotations.NullMarked;
