/** The application assembled: adapters and use cases wired, and the program that starts them. */
@NullMarked
package io.chatframe.bootstrap;

import org.jspecify.annotations.NullMarked;
