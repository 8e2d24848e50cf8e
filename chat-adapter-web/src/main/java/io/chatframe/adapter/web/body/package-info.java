/** Parses what clients send: bodies and frames of limited size and strict form. */
@NullMarked
package io.chatframe.adapter.web.body;

import org.jspecify.annotations.NullMarked;
