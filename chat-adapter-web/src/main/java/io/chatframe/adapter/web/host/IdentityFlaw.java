package io.chatframe.adapter.web.host;

import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import java.util.Locale;

/**
 * What can be wrong with an identity token. The names are part of the API: the developer of a host
 * looks for them.
 */
enum IdentityFlaw {
  /** It is not three parts in base64url, or a part is not a JSON object. */
  MALFORMED,
  /** Its header asks for a key or an extension. */
  HEADER,
  /** Its algorithm does not fit the assistant's keys. */
  ALGORITHM,
  /** None of the assistant's keys has its {@code kid}. */
  UNKNOWN_KEY,
  SIGNATURE,
  AUDIENCE,
  EXPIRED,
  NOT_YET_VALID,
  TOO_LONG_LIVED,
  SUBJECT,
  /** A claim has the wrong type, or is missing or too long. */
  CLAIMS;

  /**
   * Creates the refusal.
   *
   * @param detail what is wrong, without anything of the token
   */
  ProblemException refusal(String detail) {
    String reason = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new ProblemException(
        Problem.of(ProblemKind.IDENTITY_REFUSED, detail)
            .withHeader("WWW-Authenticate", "Bearer")
            .withMember("reason", reason));
  }
}
