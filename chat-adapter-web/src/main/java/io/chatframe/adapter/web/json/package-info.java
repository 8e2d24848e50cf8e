/** The values that answers are made of, on every door. Knows the domain, and no door. */
@NullMarked
package io.chatframe.adapter.web.json;

import org.jspecify.annotations.NullMarked;
