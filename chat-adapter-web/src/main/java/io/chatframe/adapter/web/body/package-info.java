/**
 * What clients send: bodies and frames, read within bounds and refused if they are of any other
 * form.
 */
@NullMarked
package io.chatframe.adapter.web.body;

import org.jspecify.annotations.NullMarked;
