/**
 * Who is asking: the signed tokens that name a visitor, and the keys they are signed with. Knows
 * nothing of HTTP.
 */
@NullMarked
package io.chatframe.adapter.web.identity;

import org.jspecify.annotations.NullMarked;
