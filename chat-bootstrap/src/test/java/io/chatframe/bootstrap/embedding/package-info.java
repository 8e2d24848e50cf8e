/** Host pages of all kinds with a chat in them, in a real browser. */
@NullMarked
package io.chatframe.bootstrap.embedding;

import org.jspecify.annotations.NullMarked;
