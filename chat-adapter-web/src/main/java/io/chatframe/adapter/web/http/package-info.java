/** The HTTP door: the calls of the API, who asks for them, and the forms of the answers. */
@NullMarked
package io.chatframe.adapter.web.http;

import org.jspecify.annotations.NullMarked;
