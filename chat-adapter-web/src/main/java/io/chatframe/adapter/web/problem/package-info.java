/**
 * Refusals: which failure is which problem document, how one is written, and the log of defects.
 */
@NullMarked
package io.chatframe.adapter.web.problem;

import org.jspecify.annotations.NullMarked;
