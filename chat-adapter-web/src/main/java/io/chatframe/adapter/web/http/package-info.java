/** The HTTP API: its endpoints, their authentication, and the forms of the responses. */
@NullMarked
package io.chatframe.adapter.web.http;

import org.jspecify.annotations.NullMarked;
