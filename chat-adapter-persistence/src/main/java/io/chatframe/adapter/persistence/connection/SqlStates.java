package io.chatframe.adapter.persistence.connection;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classifies PostgreSQL's five-character error codes. */
public final class SqlStates {
  /**
   * Connection lost or refused; out of disk, memory or connections; operator's intervention; system
   * error.
   */
  private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57", "58");

  private static final Set<String> OUTAGES =
      Set.of(
          "25006", // read-only: a failover left us at a standby
          "25P03", // idle in transaction for too long
          "25P04", // the transaction took too long
          "40001", // lost against another transaction: may be asked again
          "40P01",
          "55P03" // a lock was not to be had in time
          );

  private static final String DISK_FULL = "53100";

  private SqlStates() {}

  /** The failure or the first of its causes that has the given type. */
  static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return kind.cast(at);
      }
    }
    return null;
  }

  /** The code of a failure; empty if there is none. */
  public static Optional<String> of(Throwable failure) {
    return Optional.ofNullable(cause(failure, SQLException.class)).map(SQLException::getSQLState);
  }

  /** Whether the database's disk is full. */
  static boolean isFull(String state) {
    return state.equals(DISK_FULL);
  }

  /** Whether the same statement may succeed later without any change in this server. */
  static boolean isOutage(String state) {
    return (state.length() == 5 && OUTAGE_CLASSES.contains(state.substring(0, 2)))
        || OUTAGES.contains(state);
  }
}
