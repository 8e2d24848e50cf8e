package io.chatframe.application.limit;

import io.chatframe.application.access.Restrictions;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.limit.Caller;
import io.chatframe.domain.limit.RateKey;
import io.chatframe.domain.limit.RateScope;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.util.List;
import java.util.Optional;

/** Determines which limits apply to what a caller does. Thread-safe; does not block. */
public final class UseLimits {
  private final RateLimits limits;
  private final Restrictions restrictions;

  public UseLimits(RateLimits limits, Restrictions restrictions) {
    this.limits = limits;
    this.restrictions = restrictions;
  }

  /** Whether an operator lets no reply to this visitor begin. */
  public Optional<Refusal> closed(Visitor visitor, AssistantSettings assistant) {
    if (restrictions.isBlocked(visitor)) {
      return Optional.of(new Refusal.VisitorBlocked());
    }
    return restrictions.isClosed(assistant)
        ? Optional.of(new Refusal.AssistantClosed())
        : Optional.empty();
  }

  /** Counts a message, an edit or a further reply, unless it is refused. */
  public Optional<Refusal> message(Caller caller) {
    return refusal(keys(caller));
  }

  /** Takes back the count of a message that repeats an accepted one. */
  public void repeated(Caller caller) {
    keys(caller).forEach(limits::giveBack);
  }

  /**
   * Counts a new session.
   *
   * @throws RefusedException if there were too many
   */
  public void session(String address) {
    require(new RateKey(RateScope.SESSIONS_PER_ADDRESS, address));
  }

  /**
   * Counts a request of any kind.
   *
   * @throws RefusedException if there were too many
   */
  public void request(String address) {
    require(new RateKey(RateScope.REQUESTS_PER_ADDRESS, address));
  }

  private void require(RateKey key) {
    refusal(List.of(key))
        .ifPresent(refusal -> {
          throw new RefusedException(refusal);
        });
  }

  private Optional<Refusal> refusal(List<RateKey> keys) {
    return limits
        .use(keys)
        .map(refused -> new Refusal.TooOften(refused.scope(), refused.retryAfter()));
  }

  /** The visitor's own limit comes first, so that a busy visitor takes nothing from the others. */
  private static List<RateKey> keys(Caller caller) {
    Visitor visitor = caller.visitor();
    String assistant = visitor.assistant().value();
    return List.of(
        new RateKey(RateScope.MESSAGES_PER_VISITOR, visitor.id() + " " + assistant),
        new RateKey(RateScope.MESSAGES_PER_ADDRESS, caller.address()),
        new RateKey(RateScope.MESSAGES_PER_ASSISTANT, assistant));
  }
}
