/** Tests of the chat page in a browser, with a whole server. */
@NullMarked
package io.chatframe.bootstrap.page;

import org.jspecify.annotations.NullMarked;
