/**
 * The dialog model: what a visitor and an assistant say to each other, and how a reply grows and
 * ends. Plain values, immutable and thread-safe; no framework, no input or output.
 */
@NullMarked
package io.chatframe.domain;

import org.jspecify.annotations.NullMarked;
