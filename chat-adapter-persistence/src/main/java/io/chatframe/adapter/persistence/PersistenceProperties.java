package io.chatframe.adapter.persistence;

import io.chatframe.adapter.persistence.connection.DatabaseUrl;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the database.
 *
 * @param url the URL of a PostgreSQL server, in JDBC or libpq form; empty or absent for an embedded
 *     database
 * @param user required if {@code url} contains none
 * @param password required if {@code url} contains none
 * @param poolSize connections for requests; three more serve the journal, the leases and
 *     notifications
 * @param waitFor how long after the start of the process the database may be unavailable
 */
@ConfigurationProperties("chat.database")
public record PersistenceProperties(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    @DefaultValue("10") int poolSize,
    @DefaultValue("20s") Duration waitFor) {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /**
   * @throws IllegalArgumentException if a value is invalid; the message begins with its setting and
   *     does not quote the value
   */
  public PersistenceProperties {
    if (poolSize < 1 || poolSize > 200) {
      throw new IllegalArgumentException(
          "DATABASE_POOL_SIZE (chat.database.pool-size) must be from 1 to 200");
    }
    if (waitFor.isNegative() || waitFor.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "DATABASE_WAIT (chat.database.wait-for) must be from 0s to 10m");
    }
    var given = given(url);
    if (given.isPresent()) {
      DatabaseUrl.read(given.get(), given(user), given(password));
    }
  }

  /**
   * Whether the database is embedded. Then this node is the only one, because it holds the folder's
   * lock.
   */
  public boolean embedded() {
    return given(url).isEmpty();
  }

  /** Hosts, ports and name of the database, without secrets; empty if embedded. */
  public Optional<String> place() {
    return given(url).map(_ -> databaseUrl().address().place());
  }

  /** Omits the secrets and the URL, which may contain one. */
  @Override
  public String toString() {
    return "PersistenceProperties[embedded=%s, poolSize=%d]".formatted(embedded(), poolSize);
  }

  DatabaseUrl databaseUrl() {
    return DatabaseUrl.read(given(url).orElseThrow(), given(user), given(password));
  }

  private static Optional<String> given(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
