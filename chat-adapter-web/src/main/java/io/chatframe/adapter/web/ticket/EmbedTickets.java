package io.chatframe.adapter.web.ticket;

import io.chatframe.adapter.web.identity.EmbedTicket;
import io.chatframe.adapter.web.identity.SignedToken;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.problem.UnauthorizedException;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.once.UsedOnceRepository;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Issues tickets to pages that may embed an assistant, and lets each begin one session. Only to use
 * a ticket asks the database. Thread-safe.
 */
public final class EmbedTickets {
  private final TokenSigner signer;
  private final UsedOnceRepository used;
  private final IdSource ids;

  public EmbedTickets(TokenSigner signer, UsedOnceRepository used, IdSource ids) {
    this.signer = signer;
    this.used = used;
    this.ids = ids;
  }

  /**
   * Issues a ticket.
   *
   * @param origin of the page, which the assistant allows
   */
  public SignedToken issue(AssistantSettings assistant, String origin) {
    return signer.ticket(ids.next(), assistant.name(), origin);
  }

  /** The refusal of a session that needs a ticket and has none. */
  public ProblemException required() {
    return new ProblemException(
        Problem.of(
                ProblemKind.TICKET_REQUIRED,
                "The assistant needs an embed ticket for each session, which its script embed.js"
                    + " fetches: send \"ticket\"")
            .withHeader("WWW-Authenticate", "Bearer"));
  }

  /**
   * Verifies all of a ticket but whether it was used.
   *
   * @throws ProblemException if it is refused
   */
  public EmbedTicket verify(AssistantSettings assistant, String text, HttpServletRequest request) {
    EmbedTicket ticket = signed(text);
    if (!ticket.assistant().equals(assistant.name().value())) {
      throw TicketFlaw.ASSISTANT.refusal("The ticket is for another assistant");
    }
    if (!SiteOrigin.allows(assistant, ticket.origin(), request)) {
      throw TicketFlaw.ORIGIN.refusal("The assistant no longer allows the ticket's site");
    }
    return ticket;
  }

  /**
   * Uses a verified ticket.
   *
   * @throws ProblemException if it was used before, on whatever node
   * @throws StorageUnavailableException if that is unknown
   */
  public void use(EmbedTicket ticket) {
    if (!used.use(ticket.id(), ticket.acceptedUntil())) {
      throw TicketFlaw.USED.refusal("The ticket has begun a session: fetch another one");
    }
  }

  private EmbedTicket signed(String text) {
    try {
      return signer.embedTicket(text);
    } catch (UnauthorizedException e) {
      throw e.isExpired()
          ? TicketFlaw.EXPIRED.refusal("The ticket has expired: fetch another one")
          : TicketFlaw.INVALID.refusal("This is not a ticket of this server");
    }
  }
}
