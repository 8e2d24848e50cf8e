package io.chatframe.adapter.web.proof;

import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemKind;
import java.util.Locale;

/** What can be wrong with a proof of work. The names are part of the API. */
enum ProofFlaw {
  /** The challenge is not one that this server has signed, or was changed since. */
  CHALLENGE,
  /** The number does not solve it. */
  NUMBER,
  /** It is for another assistant. */
  ASSISTANT,
  EXPIRED,
  USED;

  /**
   * Creates the problem.
   *
   * @param detail what is wrong, without anything of the proof
   */
  Problem problem(String detail) {
    return Problem.of(ProblemKind.PROOF_REFUSED, detail)
        .withMember("reason", name().toLowerCase(Locale.ROOT));
  }
}
