/** Who may do what: every operation and frame, asked with every kind of token. */
@NullMarked
package io.chatframe.adapter.web.access;

import org.jspecify.annotations.NullMarked;
