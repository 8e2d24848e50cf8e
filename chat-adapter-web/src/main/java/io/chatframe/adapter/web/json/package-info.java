/** The JSON values in responses, shared by all endpoints. Depends on the domain only. */
@NullMarked
package io.chatframe.adapter.web.json;

import org.jspecify.annotations.NullMarked;
