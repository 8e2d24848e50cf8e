package io.chatframe.adapter.web.access;

import io.chatframe.adapter.web.problem.ProblemKind;
import java.util.Optional;

/**
 * What an operation must come to.
 *
 * @param problem the refusal; empty for a success
 */
public record AccessOutcome(Optional<ProblemKind> problem) {
  static final AccessOutcome DONE = new AccessOutcome(Optional.empty());

  static AccessOutcome refused(ProblemKind problem) {
    return new AccessOutcome(Optional.of(problem));
  }
}
