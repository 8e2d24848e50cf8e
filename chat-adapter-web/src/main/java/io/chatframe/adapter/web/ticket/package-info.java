/** Embed tickets: which pages get one, and which sessions need one. */
@NullMarked
package io.chatframe.adapter.web.ticket;

import org.jspecify.annotations.NullMarked;
