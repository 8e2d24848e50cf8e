package io.chatframe.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class SearchTurnsTest {
  private final SearchTurns turns = new SearchTurns();
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void runsOneSearchAtOnceAndTheOthersAfterIt() throws InterruptedException {
    List<Thread> searches = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      searches.add(begin(visitor()));
    }
    Awaitility.await().until(() -> running.get() == 1);

    go.countDown();

    for (Thread search : searches) {
      search.join();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void refusesAThirdSearchOfOneVisitorButNotOfOthers() throws InterruptedException {
    Visitor busy = visitor();
    Thread one = begin(busy);
    Awaitility.await().until(() -> running.get() == 1);
    Thread two = begin(busy);
    Awaitility.await().until(() -> two.getState() == Thread.State.TIMED_WAITING);

    refuses(busy, Refusal.TooManySearches.class);
    Thread other = begin(visitor());
    go.countDown();

    for (Thread search : List.of(one, two, other)) {
      search.join();
    }
    assertThat(turns.take(busy, () -> "found")).isEqualTo("found");
  }

  @Test
  void refusesOneThatHasWaitedForTooLong() throws InterruptedException {
    Thread one = begin(visitor());
    Awaitility.await().until(() -> running.get() == 1);

    refuses(visitor(), Refusal.SearchUnavailable.class);

    go.countDown();
    one.join();
  }

  @Test
  void countsWhatOneVisitorHasLeftWhenOneOfHerSearchesEnds() throws InterruptedException {
    Visitor busy = visitor();
    var first = new CountDownLatch(1);
    Thread one = Thread.ofVirtual().start(() -> turns.take(busy, () -> search(first)));
    Awaitility.await().until(() -> running.get() == 1);
    Thread two = begin(busy);
    Awaitility.await().until(() -> two.getState() == Thread.State.TIMED_WAITING);
    first.countDown();
    one.join();
    Thread three = begin(busy);
    Awaitility.await().until(() -> three.getState() == Thread.State.TIMED_WAITING);

    refuses(busy, Refusal.TooManySearches.class);

    go.countDown();
    two.join();
    three.join();
  }

  @Test
  void givesItsTurnBackIfTheSearchFails() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            turns.take(
                visitor(),
                () -> {
                  throw new IllegalStateException("The search failed");
                }));

    assertThat(turns.take(visitor(), () -> "found")).isEqualTo("found");
  }

  private void refuses(Visitor visitor, Class<? extends Refusal> why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> turns.take(visitor, () -> "found"))
        .extracting(RefusedException::refusal)
        .isInstanceOf(why);
  }

  private Thread begin(Visitor visitor) {
    return Thread.ofVirtual().start(() -> turns.take(visitor, () -> search(go)));
  }

  private String search(CountDownLatch go) {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.decrementAndGet();
    }
    return "found";
  }

  private static Visitor visitor() {
    return new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));
  }
}
