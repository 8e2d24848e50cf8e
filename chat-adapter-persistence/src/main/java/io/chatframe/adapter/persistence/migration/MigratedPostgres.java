package io.chatframe.adapter.persistence.migration;

import java.sql.SQLException;
import java.util.List;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.OfflineLockService;
import liquibase.sql.visitor.SqlVisitor;

/**
 * Makes Liquibase commit each changeset and its record in one transaction. Liquibase itself commits
 * them separately; if the server is killed in between, every later start fails because the tables
 * already exist.
 */
final class MigratedPostgres extends PostgresDatabase {
  /** Whether a changeset's statements are uncommitted until its record is written. */
  private boolean unrecorded;

  @Override
  public void executeStatements(
      Change change, DatabaseChangeLog changeLog, List<SqlVisitor> visitors)
      throws LiquibaseException {
    // A changeset with runInTransaction:false auto-commits each statement and must be repeatable.
    unrecorded = !isAutoCommit();
    if (unrecorded) {
      bound();
    }
    super.executeStatements(change, changeLog, visitors);
  }

  @Override
  public void markChangeSetExecStatus(ChangeSet changeSet, ChangeSet.ExecType type)
      throws DatabaseException {
    // The code that writes the record also commits.
    unrecorded = false;
    super.markChangeSetExecStatus(changeSet, type);
  }

  @Override
  public void commit() throws DatabaseException {
    if (!unrecorded) {
      super.commit();
    }
  }

  @Override
  public void rollback() throws DatabaseException {
    unrecorded = false;
    super.rollback();
  }

  /**
   * Waits for locks only briefly, because other writers of the table queue behind this transaction,
   * and makes PostgreSQL detect a killed client within a second.
   */
  private void bound() throws DatabaseException {
    try (var statement = ((JdbcConnection) getConnection()).createStatement()) {
      statement.execute(
          """
          SELECT set_config('lock_timeout', '5s', true), set_config('statement_timeout', '0', true),
          """
              + MigrationTurn.NOTICE_LOST_CLIENTS);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /** Locks nothing, because {@link MigrationTurn} does. Instantiated by Liquibase. */
  public static final class NoLock extends OfflineLockService {
    @Override
    public int getPriority() {
      return Integer.MAX_VALUE;
    }

    @Override
    public boolean supports(Database database) {
      return database instanceof MigratedPostgres;
    }
  }
}
