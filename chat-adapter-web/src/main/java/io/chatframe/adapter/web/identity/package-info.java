/** Authentication: the signed tokens of visitors and their signing keys. Independent of HTTP. */
@NullMarked
package io.chatframe.adapter.web.identity;

import org.jspecify.annotations.NullMarked;
