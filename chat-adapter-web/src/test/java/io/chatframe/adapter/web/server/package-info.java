/** The server that all tests of this module start, and the clients that call it. */
@NullMarked
package io.chatframe.adapter.web.server;

import org.jspecify.annotations.NullMarked;
