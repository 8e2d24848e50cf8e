package io.chatframe.domain.port.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.assistant.AssistantName;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of every {@link RestrictionRepository}. */
public abstract class RestrictionContract {
  private final List<Restriction> all =
      List.of(
          new Restriction.BlockedVisitor(
              new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("shop"))),
          new Restriction.ClosedAssistant(new AssistantName("shop-" + UUID.randomUUID())),
          new Restriction.ClosedServer());

  protected abstract RestrictionRepository restrictions();

  @Test
  void keepsEachUntilItIsLifted() {
    for (Restriction each : all) {
      restrictions().add(each);
      assertThat(restrictions().all()).contains(each);

      restrictions().lift(each);
      assertThat(restrictions().all()).doesNotContain(each);
    }
  }

  @Test
  void addsAndLiftsAnyNumberOfTimes() {
    Restriction each = all.getFirst();
    restrictions().add(each);
    restrictions().add(each);
    assertThat(restrictions().all()).contains(each);

    restrictions().lift(each);
    restrictions().lift(each);
    assertThat(restrictions().all()).doesNotContain(each);
  }

  @Test
  void changesItsVersionWithEveryChange() {
    long before = restrictions().version();
    assertThat(restrictions().version()).isEqualTo(before);

    restrictions().add(all.getFirst());
    long added = restrictions().version();
    assertThat(added).isNotEqualTo(before);

    restrictions().lift(all.getFirst());
    assertThat(restrictions().version()).isNotEqualTo(added);
  }
}
