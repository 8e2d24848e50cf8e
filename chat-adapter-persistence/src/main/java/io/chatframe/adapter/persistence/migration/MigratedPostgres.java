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
 * PostgreSQL as Liquibase migrates it, with a changeset and its record in one transaction.
 * Liquibase itself commits after the one and again after the other; a server killed in between
 * would find its tables at every later start and fail.
 */
final class MigratedPostgres extends PostgresDatabase {
  /** Whether statements of a changeset wait for its record. */
  private boolean unrecorded;

  @Override
  public void executeStatements(
      Change change, DatabaseChangeLog changeLog, List<SqlVisitor> visitors)
      throws LiquibaseException {
    // One that says runInTransaction:false commits each statement by itself and can be repeated.
    unrecorded = !isAutoCommit();
    if (unrecorded) {
      bound();
    }
    super.executeStatements(change, changeLog, visitors);
  }

  @Override
  public void markChangeSetExecStatus(ChangeSet changeSet, ChangeSet.ExecType type)
      throws DatabaseException {
    // What writes the record also commits it.
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
   * Others that write to the table wait behind us, so we wait for locks only briefly; and
   * PostgreSQL notices within a second that a server it works for was killed.
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

  /** Locks nothing: the {@link MigrationTurn} does. Liquibase creates it. */
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
