package io.chatframe.application.access;

import io.chatframe.domain.access.AuditEntry;
import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.budget.BudgetState;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.limit.AuditLedger;
import io.chatframe.domain.port.limit.BudgetRepository;
import io.chatframe.domain.port.limit.RestrictionRepository;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an operator may do while the server runs. Each change is recorded before it is made. */
public final class OperateServer {
  private static final String OPERATOR = "operator";

  private final RestrictionRepository restrictions;
  private final Restrictions known;
  private final BudgetRepository budgets;
  private final AuditLedger audit;
  private final TimeSource time;
  private final ZoneId zone;

  public OperateServer(
      RestrictionRepository restrictions,
      Restrictions known,
      BudgetRepository budgets,
      AuditLedger audit,
      TimeSource time,
      ZoneId zone) {
    this.restrictions = restrictions;
    this.known = known;
    this.budgets = budgets;
    this.audit = audit;
    this.time = time;
    this.zone = zone;
  }

  /** Forbids something, on this node at once. Idempotent. */
  public void restrict(Restriction restriction) {
    record(restriction, true);
    restrictions.add(restriction);
    known.look();
  }

  /** Allows it again. Idempotent. */
  public void lift(Restriction restriction) {
    record(restriction, false);
    restrictions.lift(restriction);
    known.look();
  }

  /** What is forbidden now. */
  public Set<Restriction> restrictions() {
    return restrictions.all();
  }

  /** What the budgets of assistants and the server have spent in their current periods. */
  public List<BudgetState> budgets() {
    return budgets.states(zone);
  }

  /** The newest entries of the audit log, see {@link AuditLedger#newest}. */
  public List<AuditLedger.Numbered> audit(Optional<Long> before, int limit) {
    return audit.newest(before, limit);
  }

  private void record(Restriction restriction, boolean added) {
    AuditEntry entry =
        switch (restriction) {
          case Restriction.BlockedVisitor(var visitor) ->
              entry(
                  added ? "block-visitor" : "unblock-visitor",
                  visitor.assistant() + " " + visitor.id());
          case Restriction.ClosedAssistant(var assistant) ->
              entry(added ? "close-assistant" : "open-assistant", assistant.value());
          case Restriction.ClosedServer() -> entry(added ? "close-server" : "open-server", "");
        };
    audit.record(List.of(entry));
  }

  private AuditEntry entry(String action, String subject) {
    return new AuditEntry(time.now(), OPERATOR, action, subject, 1);
  }
}
