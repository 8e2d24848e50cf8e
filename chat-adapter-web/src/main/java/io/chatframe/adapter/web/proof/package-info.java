/** Proofs of work: challenges, their solutions, and when they are needed. */
@NullMarked
package io.chatframe.adapter.web.proof;

import org.jspecify.annotations.NullMarked;
