package io.chatframe.application.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.application.TestNode;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AdmissionsTest {
  private static final Visitor ONE = visitor();
  private static final Visitor OTHER = visitor();

  private final Admissions admissions = new Admissions();

  /** What the rule was told with each request: other places in all, and of the same visitor. */
  private final List<List<Integer>> counted = new ArrayList<>();

  @Test
  void countsThePlacesOfOtherRequestsInAllAndOfTheVisitor() {
    admit(ONE, UUID.randomUUID());
    admit(ONE, UUID.randomUUID());
    admit(OTHER, UUID.randomUUID());

    assertThat(counted).containsExactly(List.of(0, 0), List.of(1, 1), List.of(2, 0));
  }

  @Test
  void holdsAPlaceUntilAllThatShareItHaveClosed() {
    UUID shared = UUID.randomUUID();
    var first = admit(ONE, shared);
    var second = admit(ONE, shared);
    first.close();
    first.close();
    admit(ONE, UUID.randomUUID()).close();
    second.close();
    admit(ONE, UUID.randomUUID());

    assertThat(counted).containsExactly(List.of(0, 0), List.of(0, 0), List.of(1, 1), List.of(0, 0));
  }

  @Test
  void freesThePlaceOfAReplyThatRuns() {
    var admission = admit(ONE, UUID.randomUUID());
    var began = new ArrayList<String>();

    admission.exchange(() -> began.add("reply"));
    admit(ONE, UUID.randomUUID());

    assertThat(began).containsExactly("reply");
    assertThat(counted).containsExactly(List.of(0, 0), List.of(0, 0));
  }

  @Test
  void holdsNothingForARefusedRequest() {
    Refusal why = new Refusal.Draining(Duration.ofSeconds(5));

    var refused = admissions.admit(ONE, UUID.randomUUID(), (_, _) -> Optional.of(why));
    admit(ONE, UUID.randomUUID());

    assertThat(refused.refusal()).contains(why);
    assertThat(counted).containsExactly(List.of(0, 0));
  }

  private Admissions.Admission admit(Visitor visitor, UUID subject) {
    var admission =
        admissions.admit(
            visitor,
            subject,
            (others, ofVisitor) -> {
              counted.add(List.of(others, ofVisitor));
              return Optional.empty();
            });
    assertThat(admission.refusal()).isEmpty();
    return admission;
  }

  private static Visitor visitor() {
    return new Visitor(new VisitorId(UUID.randomUUID()), TestNode.VISITOR.assistant());
  }
}
