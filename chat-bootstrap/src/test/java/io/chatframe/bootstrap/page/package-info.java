/** The chat page in a browser, before a whole server. */
@NullMarked
package io.chatframe.bootstrap.page;

import org.jspecify.annotations.NullMarked;
