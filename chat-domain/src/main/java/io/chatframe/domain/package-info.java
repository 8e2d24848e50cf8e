/**
 * The dialog model: the messages of a visitor and an assistant, and how a reply grows and ends.
 * Plain immutable values; no framework, no I/O.
 */
@NullMarked
package io.chatframe.domain;

import org.jspecify.annotations.NullMarked;
