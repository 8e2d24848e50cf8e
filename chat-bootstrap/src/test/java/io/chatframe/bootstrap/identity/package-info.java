/** Identified visitors at the whole server, with a real database. */
@NullMarked
package io.chatframe.bootstrap.identity;

import org.jspecify.annotations.NullMarked;
