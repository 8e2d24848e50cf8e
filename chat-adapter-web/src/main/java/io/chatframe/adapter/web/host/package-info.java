/** The identity tokens that hosts sign: their keys, their claims, and why one is refused. */
@NullMarked
package io.chatframe.adapter.web.host;

import org.jspecify.annotations.NullMarked;
