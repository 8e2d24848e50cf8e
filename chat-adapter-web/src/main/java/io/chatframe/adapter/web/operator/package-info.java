/** The operator's own calls, behind a token that no visitor has. */
@NullMarked
package io.chatframe.adapter.web.operator;

import org.jspecify.annotations.NullMarked;
