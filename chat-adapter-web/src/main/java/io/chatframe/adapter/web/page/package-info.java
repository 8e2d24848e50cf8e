/** The chat page, the loader, the demo host page and their static files. */
@NullMarked
package io.chatframe.adapter.web.page;

import org.jspecify.annotations.NullMarked;
