package io.chatframe.adapter.persistence.limit;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.row.ArrayParameter;
import io.chatframe.domain.limit.RateKey;
import io.chatframe.domain.port.RateRepository;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Counters in a table that is not logged. Keys are stored as hashes, so that the table contains no
 * addresses, and times are PostgreSQL's, which all nodes share.
 */
public final class JdbcRateRepository implements RateRepository {
  private final Database database;

  public JdbcRateRepository(Database database) {
    this.database = database;
  }

  /** Locks the rows in the order of their keys, so that two nodes cannot wait for each other. */
  @Override
  public Map<RateKey, Duration> exchange(Map<RateKey, Duration> added) {
    List<RateKey> keys = List.copyOf(added.keySet());
    var byHash = new HashMap<UUID, RateKey>();
    keys.forEach(key -> byHash.put(hash(key), key));
    return database.statement(jdbc -> {
      var counts = new HashMap<RateKey, Duration>();
      jdbc.sql(
              """
              INSERT INTO rate_use (key, back_at)
              SELECT key, now() + added * interval '1 microsecond'
              FROM unnest(:keys::uuid[], :added::bigint[]) AS u (key, added)
              ORDER BY key
              ON CONFLICT (key) DO UPDATE SET
                back_at = greatest(rate_use.back_at, now()) + (EXCLUDED.back_at - now())
              RETURNING key, (extract(epoch FROM back_at - now()) * 1000000)::bigint AS micros
              """)
          .param("keys", ArrayParameter.of("uuid", keys, JdbcRateRepository::hash))
          .param("added", ArrayParameter.of("bigint", keys, key -> micros(added, key)))
          .query(row -> {
            RateKey key = byHash.get(row.getObject("key", UUID.class));
            if (key != null) {
              counts.put(key, Duration.of(row.getLong("micros"), ChronoUnit.MICROS));
            }
          });
      return Map.copyOf(counts);
    });
  }

  private static long micros(Map<RateKey, Duration> added, RateKey key) {
    return TimeUnit.NANOSECONDS.toMicros(added.getOrDefault(key, Duration.ZERO).toNanos());
  }

  /** The first half of the key's SHA-256. */
  private static UUID hash(RateKey key) {
    try {
      String text = key.scope() + " " + key.subject();
      ByteBuffer bytes =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
      return new UUID(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
