package io.chatframe.adapter.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.node.PostgresChanges;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.port.StorageUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Access through a PgBouncer that lends a connection for one transaction. */
@Timeout(120)
@ExtendWith(PgBouncerCondition.class)
final class PooledDatabaseTest {
  private static PgBouncer bouncer;
  private static TestDatabase pooled;

  @BeforeAll
  static void start() {
    bouncer = PgBouncer.before(TestDatabase.empty("pooled"), 3);
    DatabaseArrival.await(bouncer.address(), Duration.ofSeconds(10));
    pooled = new TestDatabase(bouncer.address());
  }

  @AfterAll
  static void stop() {
    pooled.database().close();
    bouncer.close();
  }

  @Test
  void migratesAndLeavesNoLockBehind() {
    TestDatabase.migrate(bouncer.address());
    TestDatabase.migrate(bouncer.address());

    assertThat(
            TestDatabase.query(
                bouncer.straight(), "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
        .containsExactly("0");
  }

  @Test
  void servesManyMoreCallersThanThePoolerHasConnections() {
    var all =
        IntStream.range(0, 100)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> number(i)))
            .toList();

    assertThat(all)
        .extracting(CompletableFuture::join)
        .isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void boundsEachStatement() {
    assertThatThrownBy(() -> sleep("20")).isInstanceOf(StorageUnavailableException.class);
    assertThat(
            TestDatabase.query(
                bouncer.straight(),
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%'"
                    + " AND state = 'active' AND pid <> pg_backend_pid()"))
        .containsExactly("0");
  }

  @Test
  void leavesNothingInASessionThatOthersUseNext() {
    number(1);
    pooled.nodes().renew(new NodeId(UUID.randomUUID()));
    var changes = new PostgresChanges(bouncer.address());
    changes.listen(new NodeId(UUID.randomUUID()), () -> {});

    for (String setting : List.of("statement_timeout", "lock_timeout")) {
      assertThat(TestDatabase.query(bouncer.address(), "SHOW " + setting)).containsExactly("0");
    }
    assertThat(TestDatabase.query(bouncer.address(), "SHOW synchronous_commit"))
        .containsExactly("on");
    assertThat(TestDatabase.query(bouncer.address(), "SELECT count(*) FROM pg_prepared_statements"))
        .containsExactly("0");
    assertThat(TestDatabase.query(bouncer.address(), "SELECT pg_listening_channels()")).isEmpty();
    changes.close();
  }

  private static int number(int i) {
    return pooled
        .database()
        .statement(
            jdbc -> jdbc.sql("SELECT CAST(:i AS int)").param("i", i).query(Integer.class).single());
  }

  private static int sleep(String seconds) {
    return pooled
        .database()
        .statement(jdbc ->
            jdbc.sql("SELECT 1 FROM pg_sleep(" + seconds + ")").query(Integer.class).single());
  }
}
