package io.chatframe.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.application.TestNode;
import io.chatframe.application.TestTime;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.InMemoryAudit;
import io.chatframe.domain.port.InMemoryRestrictions;
import io.chatframe.domain.port.InMemoryStore;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class RestrictionsTest {
  private static final AssistantSettings ASSISTANT = TestNode.assistant(true);
  private static final Visitor VISITOR = TestNode.VISITOR;
  private static final Visitor ANOTHER =
      new Visitor(new VisitorId(UUID.randomUUID()), VISITOR.assistant());

  private final InMemoryRestrictions stored = new InMemoryRestrictions();
  private final InMemoryAudit audit = new InMemoryAudit();
  private final TestTime time = new TestTime();
  private final Restrictions restrictions = new Restrictions(stored, new OneAssistant());
  private final OperateServer server =
      new OperateServer(
          stored, restrictions, new InMemoryStore(time).budgets(), audit, time, ZoneOffset.UTC);
  private final List<String> told = new ArrayList<>();

  private static final class OneAssistant implements AssistantCatalog {
    @Override
    public Optional<AssistantSettings> find(AssistantName name) {
      return Optional.of(ASSISTANT).filter(known -> known.name().equals(name));
    }

    @Override
    public Set<AssistantName> all() {
      return Set.of(ASSISTANT.name());
    }
  }

  private void record(Predicate<Visitor> whose, boolean blocked) {
    told.add((whose.test(VISITOR) ? "her" : "") + (whose.test(ANOTHER) ? "another" : "") + blocked);
  }

  @Test
  void knowsWhatIsStoredOnceItHasLooked() {
    stored.add(new Restriction.BlockedVisitor(VISITOR));
    assertThat(restrictions.isBlocked(VISITOR)).isFalse();

    restrictions.look();

    assertThat(restrictions.isBlocked(VISITOR)).isTrue();
    assertThat(restrictions.isBlocked(ANOTHER)).isFalse();
    assertThat(restrictions.all()).containsExactly(new Restriction.BlockedVisitor(VISITOR));
  }

  @Test
  void tellsOnceOfEachVisitorWhoIsBlocked() {
    restrictions.listen(this::record);
    server.restrict(new Restriction.BlockedVisitor(VISITOR));
    restrictions.look();
    server.restrict(new Restriction.ClosedServer());

    assertThat(told).containsExactly("hertrue");

    server.restrict(new Restriction.BlockedVisitor(ANOTHER));
    assertThat(told).containsExactly("hertrue", "anothertrue");
  }

  @Test
  void closesAnAssistantOrAllOfThem() {
    assertThat(restrictions.isClosed(ASSISTANT)).isFalse();
    server.restrict(new Restriction.ClosedAssistant(new AssistantName("sales")));
    assertThat(restrictions.isClosed(ASSISTANT)).isFalse();
    server.restrict(new Restriction.ClosedAssistant(ASSISTANT.name()));
    assertThat(restrictions.isClosed(ASSISTANT)).isTrue();
    server.lift(new Restriction.ClosedAssistant(ASSISTANT.name()));
    assertThat(restrictions.isClosed(ASSISTANT)).isFalse();
    server.restrict(new Restriction.ClosedServer());
    assertThat(restrictions.isClosed(ASSISTANT)).isTrue();
    assertThat(server.restrictions()).hasSize(2);
  }

  @Test
  void recordsEachAction() {
    server.restrict(new Restriction.BlockedVisitor(VISITOR));
    server.lift(new Restriction.BlockedVisitor(VISITOR));
    server.restrict(new Restriction.ClosedAssistant(ASSISTANT.name()));
    server.lift(new Restriction.ClosedServer());

    assertThat(server.audit(Optional.empty(), 10))
        .extracting(line -> line.entry().action() + " " + line.entry().subject())
        .containsExactly(
            "open-server ",
            "close-assistant default",
            "unblock-visitor default " + VISITOR.id(),
            "block-visitor default " + VISITOR.id());
    assertThat(server.budgets()).isEmpty();
  }

  @Test
  void countsRefusalsOfAKindTogether() {
    var refusals = new RefusalAudit(audit, time);
    for (int i = 0; i < 3; i++) {
      refusals.refused("198.51.100.7", "rate-limited", "POST /x");
    }
    refusals.refused("198.51.100.8", "rate-limited", "POST /x");

    refusals.record();
    refusals.record();

    assertThat(audit.newest(Optional.empty(), 10))
        .extracting(line -> line.entry().actor() + " " + line.entry().count())
        .containsExactlyInAnyOrder("198.51.100.7 3", "198.51.100.8 1");
  }

  @Test
  void aFloodOfKindsBecomesFewLines() {
    try (var refusals = new RefusalAudit(audit, time)) {
      for (int i = 0; i < 1_000; i++) {
        refusals.refused("198.51.100." + i, "rate-limited", "POST /x");
      }
    }

    assertThat(audit.newest(Optional.empty(), 1_000)).hasSize(201);
    assertThat(audit.newest(Optional.empty(), 1_000))
        .extracting(line -> line.entry().actor() + " " + line.entry().count())
        .contains("others 800");
  }
}
