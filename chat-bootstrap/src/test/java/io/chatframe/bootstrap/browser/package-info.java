/** Whether there is a browser for the tests. */
@NullMarked
package io.chatframe.bootstrap.browser;

import org.jspecify.annotations.NullMarked;
