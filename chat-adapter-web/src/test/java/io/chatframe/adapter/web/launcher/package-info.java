/** What the loader is told. */
@NullMarked
package io.chatframe.adapter.web.launcher;

import org.jspecify.annotations.NullMarked;
