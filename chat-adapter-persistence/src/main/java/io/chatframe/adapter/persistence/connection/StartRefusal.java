package io.chatframe.adapter.persistence.connection;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Explains to the operator why a database cannot be used and what to do.
 *
 * @param what one sentence
 * @param advice one sentence
 * @param passing whether a retry may succeed
 */
public record StartRefusal(String what, String advice, boolean passing) {
  /** The database is starting, stopping, recovering, or out of connections. */
  private static final Set<String> PASSING = Set.of("53300", "57P01", "57P02", "57P03");

  private static final Set<String> EXISTS = Set.of("42P06", "42P07", "42701", "42710");

  /** Explains a failure at an address. */
  public static StartRefusal of(Throwable failure, DatabaseAddress at) {
    @Nullable SQLException sql = SqlStates.cause(failure, SQLException.class);
    @Nullable PSQLException postgres = SqlStates.cause(failure, PSQLException.class);
    @Nullable ServerErrorMessage said = postgres == null ? null : postgres.getServerErrorMessage();
    if (said != null) {
      return said(
          String.valueOf(said.getSQLState()),
          String.valueOf(said.getMessage()).replaceAll("\\s+", " ").strip(),
          at);
    }
    return network(failure, sql, at);
  }

  public FailureAnalyzedException exception(Throwable cause) {
    return new FailureAnalyzedException(what, advice, cause);
  }

  /**
   * A refusal with PostgreSQL's or a pooler's own message, which names only roles and databases.
   */
  private static StartRefusal said(String state, String words, DatabaseAddress at) {
    if (PASSING.contains(state)) {
      return new StartRefusal(
          "PostgreSQL at %s takes no connection now: %s (%s).".formatted(at.place(), words, state),
          state.equals("53300")
              ? "Raise max_connections, or the limit of the role or database; or lower"
                  + " DATABASE_POOL_SIZE of the servers that use it."
              : "Start again when it is up, or let the server wait longer by DATABASE_WAIT.",
          true);
    }
    if (EXISTS.contains(state)) {
      return new StartRefusal(
          "The schema at %s has something by a name that this release needs: %s."
              .formatted(at.place(), words),
          "Give Chatframe a database of its own, or a schema of its own by ?currentSchema= in"
              + " DATABASE_URL; if it is Chatframe's, restore the backup from before the upgrade.",
          false);
    }
    return switch (state) {
      case "28P01" ->
          refused(
              "refuses the password of " + at.as() + " (28P01)",
              "Correct the password in DATABASE_PASSWORD or DATABASE_URL.",
              at);
      case "28000" ->
          refused(
              "refuses " + at.as() + ": " + words + " (28000)",
              "Create the role or correct DATABASE_USER; or let pg_hba.conf admit it from here,"
                  + " with or without TLS as sslmode says.",
              at);
      case "3D000" ->
          refused(
              "has no such database: " + words + " (3D000)",
              "Create it by CREATE DATABASE, or correct its name in DATABASE_URL.",
              at);
      case "42501" ->
          refused(
              "does not let " + at.as() + " make the tables: " + words + " (42501)",
              "As the owner of the database: GRANT CREATE, USAGE ON SCHEMA public TO the role; or"
                  + " make the role the database's owner.",
              at);
      case "25006" -> readOnly(at);
      case "53100" ->
          refused("has no space left on its disk (53100)", "Make room, then start again.", at);
      case "55P03", "57014" ->
          refused(
              "did not give a lock that the upgrade needs in time (" + state + ")",
              "Look for long transactions in pg_stat_activity, end them, and start again.",
              at);
      case "08P01" -> pooler(words, at);
      default ->
          refused(
              "refuses: " + words + " (" + state + ")",
              "See PostgreSQL's documentation for " + state + ", and its log.",
              at);
    };
  }

  static StartRefusal readOnly(DatabaseAddress at) {
    return refused(
        "is read-only: a standby, or default_transaction_read_only is on (25006)",
        "Name the primary server in DATABASE_URL, or several with a comma between; or let the role"
            + " write.",
        at);
  }

  /** Poolers use this code for every request that they cannot serve. */
  private static StartRefusal pooler(String words, DatabaseAddress at) {
    boolean waits =
        words.matches(
            "(?i).*(cannot connect|server login|login failed|timeout|no more connections).*");
    String advice =
        words.contains("startup parameter")
            ? "Leave the parameter out of DATABASE_URL, or let the pooler pass it:"
                + " ignore_startup_parameters of PgBouncer."
            : "Look into the pooler's configuration of databases and users, and its log.";
    return new StartRefusal(
        "The pooler at %s refuses %s: %s (08P01).".formatted(at.place(), at.as(), words),
        advice,
        waits);
  }

  /** Explains a network failure, or else an encryption failure. */
  private static StartRefusal network(
      Throwable failure, @Nullable SQLException sql, DatabaseAddress at) {
    String where = at.hosts();
    if (SqlStates.cause(failure, UnknownHostException.class) != null) {
      return new StartRefusal(
          "The host of the database is not known: " + where + ".",
          "Correct the host in DATABASE_URL; in Compose it is the name of the service.",
          true);
    }
    if (SqlStates.cause(failure, ConnectException.class) != null
        || SqlStates.cause(failure, NoRouteToHostException.class) != null) {
      return new StartRefusal(
          "Nothing takes connections at " + where + ", where DATABASE_URL says the database is.",
          "Start PostgreSQL there, let it listen on that address and through the firewall, or"
              + " correct DATABASE_URL.",
          true);
    }
    if (SqlStates.cause(failure, SSLException.class) == null
        && (SqlStates.cause(failure, SocketTimeoutException.class) != null
            || SqlStates.cause(failure, EOFException.class) != null
            || SqlStates.cause(failure, SocketException.class) != null)) {
      return silent(where);
    }
    return encryption(failure, sql, at);
  }

  private static StartRefusal silent(String where) {
    return new StartRefusal(
        "What is at " + where + " does not answer as PostgreSQL does.",
        "Check host and port in DATABASE_URL, and the firewall or proxy between.",
        true);
  }

  /** Explains an encryption failure, or else a failure to begin the session. */
  private static StartRefusal encryption(
      Throwable failure, @Nullable SQLException sql, DatabaseAddress at) {
    String mode = at.parameter("sslmode").orElse("prefer");
    boolean wanted =
        mode.equals("require") || mode.startsWith("verify-") || at.parameter("ssl").isPresent();
    boolean refused = sql != null && "08004".equals(sql.getSQLState()) && at.password().isPresent();
    if (wanted && refused) {
      return refused(
          "offers no encryption, which sslmode of DATABASE_URL asks for",
          "Switch TLS on there (ssl = on), or leave sslmode out if the way to it is safe.",
          at);
    }
    boolean broken =
        SqlStates.cause(failure, SSLException.class) != null
            || SqlStates.cause(failure, GeneralSecurityException.class) != null
            || (sql != null && "08006".equals(sql.getSQLState()) && mode.startsWith("verify-"));
    return broken
        ? new StartRefusal(
            "The certificate of the database at %s cannot be verified (sslmode=%s)."
                .formatted(at.hosts(), mode),
            "Name its CA by &sslrootcert=/path/ca.pem in DATABASE_URL (system for those Java"
                + " trusts), and the host as the certificate does.",
            false)
        : session(sql, at);
  }

  private static StartRefusal session(@Nullable SQLException sql, DatabaseAddress at) {
    String state = sql == null || sql.getSQLState() == null ? "08000" : sql.getSQLState();
    return switch (state) {
      case "08P01" ->
          new StartRefusal(
              "What answers at " + at.hosts() + " is not PostgreSQL.",
              "Correct host and port in DATABASE_URL; PostgreSQL's own port is 5432.",
              false);
      case "08001", "08006" -> silent(at.hosts());
      case "08004" ->
          at.password().isEmpty()
              ? refused(
                  "wants a password, and none is set",
                  "Set DATABASE_PASSWORD, or name the password in DATABASE_URL.",
                  at)
              : refused(
                  "wants a way to authenticate that is not supported here (08004)",
                  "Let pg_hba.conf use scram-sha-256 for the role.",
                  at);
      default ->
          refused("cannot be used (" + state + ")", "See PostgreSQL's log for the reason.", at);
    };
  }

  private static StartRefusal refused(String how, String advice, DatabaseAddress at) {
    return new StartRefusal(
        "PostgreSQL at %s %s.".formatted(at.place(), how.replaceFirst("\\.$", "")), advice, false);
  }
}
