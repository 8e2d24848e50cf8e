package io.chatframe.adapter.web.ticket;

import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import java.util.Locale;

/**
 * What can be wrong with an embed ticket. The names are part of the API: the developer of a host
 * looks for them.
 */
enum TicketFlaw {
  /** It is not a ticket that this server has signed. */
  INVALID,
  /** It is for another assistant. */
  ASSISTANT,
  /** The assistant no longer allows the site that has fetched it. */
  ORIGIN,
  EXPIRED,
  USED;

  /**
   * Creates the refusal.
   *
   * @param detail what is wrong, without anything of the ticket
   */
  ProblemException refusal(String detail) {
    return new ProblemException(
        Problem.of(ProblemKind.TICKET_REFUSED, detail)
            .withHeader("WWW-Authenticate", "Bearer")
            .withMember("reason", name().toLowerCase(Locale.ROOT)));
  }
}
