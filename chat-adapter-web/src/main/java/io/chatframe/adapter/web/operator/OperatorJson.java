package io.chatframe.adapter.web.operator;

import io.chatframe.adapter.web.json.PageJson;
import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.budget.BudgetState;
import io.chatframe.domain.port.limit.AuditLedger;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The operator's answers on the wire. */
final class OperatorJson {
  private OperatorJson() {}

  /** A visitor of an assistant. */
  record Blocked(String assistant, String visitor) {}

  /**
   * What is forbidden.
   *
   * @param closed whether no reply of any assistant begins
   * @param closedAssistants of which no reply begins, in order
   */
  record InForce(boolean closed, List<String> closedAssistants, List<Blocked> blocked) {}

  static InForce restrictions(Collection<Restriction> all) {
    boolean closed = false;
    var assistants = new ArrayList<String>();
    var blocked = new ArrayList<Blocked>();
    for (Restriction restriction : all) {
      switch (restriction) {
        case Restriction.ClosedServer() -> closed = true;
        case Restriction.ClosedAssistant(var assistant) -> assistants.add(assistant.value());
        case Restriction.BlockedVisitor(var visitor) ->
            blocked.add(new Blocked(visitor.assistant().value(), visitor.id().toString()));
      }
    }
    assistants.sort(Comparator.naturalOrder());
    blocked.sort(Comparator.comparing(Blocked::assistant).thenComparing(Blocked::visitor));
    return new InForce(closed, assistants, blocked);
  }

  /**
   * What an account has spent.
   *
   * @param assistant empty for the server's
   * @param since the first day of its period
   * @param spent in the currency's unit, exactly, as text
   * @param reserved what running requests may cost at most
   */
  record Account(
      String budget,
      Optional<String> assistant,
      LocalDate since,
      String spent,
      String reserved,
      String currency) {
    static Account of(BudgetState state) {
      return new Account(
          state.scope().wireName(),
          Optional.of(state.subject()).filter(name -> !name.isEmpty()),
          state.period(),
          amount(state.spent()),
          amount(state.reserved()),
          state.currency());
    }

    private static String amount(long micros) {
      return BigDecimal.valueOf(micros, 6).toPlainString();
    }
  }

  static PageJson<Account> budgets(List<BudgetState> states) {
    return new PageJson<>(states.stream().map(Account::of).toList(), Optional.empty());
  }

  /** A line of the audit log. */
  record AuditLine(Instant at, String actor, String action, String subject, long count) {
    static AuditLine of(AuditLedger.Numbered numbered) {
      var entry = numbered.entry();
      return new AuditLine(
          entry.at(), entry.actor(), entry.action(), entry.subject(), entry.count());
    }
  }

  static PageJson<AuditLine> audit(List<AuditLedger.Numbered> entries, int limit) {
    Optional<String> next =
        entries.size() < limit
            ? Optional.empty()
            : Optional.of(Long.toString(entries.getLast().number()));
    return new PageJson<>(entries.stream().map(AuditLine::of).toList(), next);
  }
}
