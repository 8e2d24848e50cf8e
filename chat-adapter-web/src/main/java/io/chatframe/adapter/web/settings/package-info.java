/** What an operator may set of the web adapter, and the bounds of its doors. */
@NullMarked
package io.chatframe.adapter.web.settings;

import org.jspecify.annotations.NullMarked;
