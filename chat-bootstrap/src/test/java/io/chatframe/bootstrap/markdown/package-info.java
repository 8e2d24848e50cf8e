/** Tests of what the page makes of Markdown, in a browser, without a server. */
@NullMarked
package io.chatframe.bootstrap.markdown;

import org.jspecify.annotations.NullMarked;
