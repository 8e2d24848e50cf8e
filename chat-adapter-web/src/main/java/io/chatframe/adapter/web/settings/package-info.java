/** The operator's settings and limits of the web adapter. */
@NullMarked
package io.chatframe.adapter.web.settings;

import org.jspecify.annotations.NullMarked;
