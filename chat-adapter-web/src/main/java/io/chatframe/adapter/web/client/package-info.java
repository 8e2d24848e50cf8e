/** Where requests come from. */
@NullMarked
package io.chatframe.adapter.web.client;

import org.jspecify.annotations.NullMarked;
