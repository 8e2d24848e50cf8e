/** The chat page, the loader, the demo host page and the static files they need. */
@NullMarked
package io.chatframe.adapter.web.page;

import org.jspecify.annotations.NullMarked;
