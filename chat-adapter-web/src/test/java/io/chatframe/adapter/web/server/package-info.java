/** The server that the tests of all rooms start, and the clients that call it. */
@NullMarked
package io.chatframe.adapter.web.server;

import org.jspecify.annotations.NullMarked;
