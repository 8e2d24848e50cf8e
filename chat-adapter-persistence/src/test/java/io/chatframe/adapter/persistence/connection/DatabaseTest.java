package io.chatframe.adapter.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.port.StorageFullException;
import io.chatframe.domain.port.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.BadSqlGrammarException;

@Timeout(60)
final class DatabaseTest {
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(3);

  private final FaultyNetwork network =
      new FaultyNetwork(TestDatabase.port(TestDatabase.shared().address()));
  private final Database database = new Database(Pools.main(behind(network), 4));

  @AfterEach
  void close() {
    database.close();
    network.close();
  }

  @Test
  void servesManyMoreCallersThanItHasConnections() throws Exception {
    var answers = all(200, this::one);

    assertThat(answers).hasSize(200).containsOnly(1);
  }

  @Test
  void makesARushWaitWhileTheDatabaseAnswers() throws Exception {
    var answers = all(40, () -> asleep("0.3"));

    assertThat(answers).hasSize(40);
  }

  @Test
  void refusesQuicklyWhileTheDatabaseIsSilent() throws Exception {
    all(4, this::one);
    network.silence(true);

    var took = all(60, () -> refusal(this::one));

    assertThat(took)
        .allSatisfy(time -> assertThat(time).isLessThan(REFUSED_WITHIN.multipliedBy(2)));
    network.silence(false);
    await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> one() == 1);
  }

  @Test
  void refusesQuicklyWhileTheDatabaseIsDownAndServesSoonAfterItIsBack() throws Exception {
    assertThat(one()).isEqualTo(1);

    network.cut();
    var took = all(20, () -> refusal(this::one));
    assertThat(took).allSatisfy(time -> assertThat(time).isLessThan(REFUSED_WITHIN));

    // Callers keep asking for longer than any back-off needs to grow.
    var stop = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 6).forEach(i -> threads.execute(() -> askUntil(stop)));
      await().pollDelay(Duration.ofSeconds(8)).until(() -> true);
      network.restore();
      await().atMost(Duration.ofSeconds(2)).ignoreExceptions().until(() -> one() == 1);
      stop.set(true);
    }
  }

  @Test
  void abandonsASilentConnection() {
    one();
    network.silence(true);

    assertThat(refusal(this::one)).isLessThan(Duration.ofSeconds(5));

    network.silence(false);
    await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> one() == 1);
  }

  @Test
  void tellsAFullDiskFromOtherReasonsWhyADatabaseDoesNotAnswer() {
    assertThatThrownBy(() -> failing("53100")).isInstanceOf(StorageFullException.class);
    for (String other : List.of("53000", "53200", "53300", "53400", "57P01", "58030")) {
      assertThatThrownBy(() -> failing(other))
          .isExactlyInstanceOf(StorageUnavailableException.class);
    }
  }

  private void failing(String state) {
    database.statement(jdbc ->
        jdbc.sql("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '" + state + "'; END $$").update());
  }

  @Test
  void givesUpASlowStatement() {
    var took = refusal(() -> asleep("20"));

    assertThat(took).isLessThan(REFUSED_WITHIN);
    assertThat(one()).isEqualTo(1);
  }

  @Test
  void givesUpALockThatSomeoneElseHolds() {
    var other = TestDatabase.shared().database();
    var took =
        other.transaction(jdbc -> {
          lock(other);
          return refusal(() -> lock(database));
        });

    assertThat(took).isLessThan(REFUSED_WITHIN);
    assertThat(lock(database)).isEqualTo(1);
  }

  @Test
  void survivesConnectionsThatAnAdministratorEnds() {
    one();
    TestDatabase.shared()
        .database()
        .statement(jdbc ->
            jdbc.sql(
                    """
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE application_name = 'chatframe-chat' AND pid <> pg_backend_pid()
                    """)
                .query(Integer.class)
                .single());

    await()
        .atMost(Duration.ofSeconds(2))
        .ignoreExceptionsInstanceOf(StorageUnavailableException.class)
        .until(() -> one() == 1);
  }

  @Test
  void rollsBackWhatShouldNotBeKept() {
    var node = UUID.randomUUID();

    int inserted =
        database.transaction(
            jdbc ->
                jdbc.sql("INSERT INTO node_lease VALUES (:node, now())")
                    .param("node", node)
                    .update(),
            result -> result > 1);

    assertThat(inserted).isEqualTo(1);
    int kept =
        database.statement(jdbc ->
            jdbc.sql("SELECT count(*) FROM node_lease WHERE node = :node")
                .param("node", node)
                .query(Integer.class)
                .single());
    assertThat(kept).isZero();
  }

  @Test
  void doesNotReportAMistakeOfOursAsAnOutage() {
    assertThatThrownBy(() -> database.statement(jdbc -> jdbc.sql("SELEKT 1").update()))
        .isInstanceOf(BadSqlGrammarException.class);
  }

  private int one() {
    return database.statement(jdbc -> jdbc.sql("SELECT 1").query(Integer.class).single());
  }

  private int asleep(String seconds) {
    return database.statement(
        jdbc -> jdbc.sql("SELECT 1 FROM pg_sleep(" + seconds + ")").query(Integer.class).single());
  }

  private static int lock(Database database) {
    return database.transaction(jdbc ->
        jdbc.sql("SELECT 1 FROM pg_advisory_xact_lock(4711)").query(Integer.class).single());
  }

  private void askUntil(AtomicBoolean stop) {
    while (!stop.get()) {
      try {
        one();
      } catch (StorageUnavailableException e) {
        // Ask again, as visitors do.
      }
    }
  }

  private static Duration refusal(Callable<Integer> work) {
    long start = System.nanoTime();
    assertThatThrownBy(work::call).isInstanceOf(StorageUnavailableException.class);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static <T> List<T> all(int count, Callable<T> work)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<T>>();
      for (int i = 0; i < count; i++) {
        running.add(threads.submit(work));
      }
      var results = new ArrayList<T>();
      for (var one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  private static DatabaseAddress behind(FaultyNetwork network) {
    var address = TestDatabase.shared().address();
    return new DatabaseAddress(
        address.url().replaceFirst(":[0-9]+/", ":" + network.port() + "/"),
        address.user(),
        address.password());
  }
}
