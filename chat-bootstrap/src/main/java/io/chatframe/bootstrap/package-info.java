/** The application assembled: use cases wired to adapters, and the configuration they read. */
@NullMarked
package io.chatframe.bootstrap;

import org.jspecify.annotations.NullMarked;
