/** Requests made up from the OpenAPI document, sent by the thousand. */
@NullMarked
package io.chatframe.bootstrap.fuzz;

import org.jspecify.annotations.NullMarked;
