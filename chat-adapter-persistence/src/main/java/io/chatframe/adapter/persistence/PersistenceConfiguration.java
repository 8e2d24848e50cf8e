package io.chatframe.adapter.persistence;

import com.zaxxer.hikari.HikariDataSource;
import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import io.chatframe.adapter.persistence.connection.DatabaseArrival;
import io.chatframe.adapter.persistence.connection.Pools;
import io.chatframe.adapter.persistence.dialog.Housekeeping;
import io.chatframe.adapter.persistence.dialog.JdbcDialogRepository;
import io.chatframe.adapter.persistence.limit.JdbcAuditLedger;
import io.chatframe.adapter.persistence.limit.JdbcBudgetRepository;
import io.chatframe.adapter.persistence.limit.JdbcRateRepository;
import io.chatframe.adapter.persistence.limit.JdbcRestrictionRepository;
import io.chatframe.adapter.persistence.limit.JdbcUsedOnceRepository;
import io.chatframe.adapter.persistence.migration.Migrations;
import io.chatframe.adapter.persistence.node.JdbcNodeRepository;
import io.chatframe.adapter.persistence.node.PostgresChanges;
import io.chatframe.adapter.persistence.reply.JdbcAfterthoughtRepository;
import io.chatframe.adapter.persistence.reply.JdbcFeedbackRepository;
import io.chatframe.adapter.persistence.reply.JdbcReplyJournal;
import io.chatframe.adapter.persistence.reply.JdbcReplyRepository;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.port.ChangeSource;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.RateRepository;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.feedback.FeedbackRepository;
import io.chatframe.domain.port.limit.AuditLedger;
import io.chatframe.domain.port.limit.BudgetRepository;
import io.chatframe.domain.port.limit.RestrictionRepository;
import io.chatframe.domain.port.once.UsedOnceRepository;
import java.lang.management.ManagementFactory;
import liquibase.integration.spring.SpringLiquibase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Implements the storage ports with PostgreSQL. Each bean has the beans that must outlive it as
 * parameters, so that Spring closes the repositories first, then the pools, and an embedded
 * database last.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersistenceProperties.class)
public class PersistenceConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(PersistenceConfiguration.class);

  /**
   * Blocks until the database answers.
   *
   * @param embedded starts the embedded database, if the build includes one
   */
  @Bean
  DatabaseAddress databaseAddress(
      PersistenceProperties properties, ObjectProvider<JdbcConnectionDetails> embedded) {
    if (properties.embedded()) {
      return DatabaseAddress.of(embedded.getIfAvailable(PersistenceConfiguration::noDatabase));
    }
    var url = properties.databaseUrl();
    url.hints().forEach(LOG::warn);
    // Counted from the start of the process, so that a slow startup does not extend it.
    long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
    DatabaseArrival.await(url.address(), properties.waitFor().minusMillis(uptime));
    return url.address();
  }

  private static JdbcConnectionDetails noDatabase() {
    throw new FailureAnalyzedException(
        "DATABASE_URL is not set, and this build contains no embedded PostgreSQL.",
        "Set DATABASE_URL, as postgresql://user:password@host:5432/chatframe; or without user and"
            + " password, and those in DATABASE_USER and DATABASE_PASSWORD.");
  }

  /** Replaces Spring Boot's own bean, which would borrow a connection from the pool. */
  @Bean
  SpringLiquibase liquibase(DatabaseAddress address) {
    return Migrations.of(address);
  }

  /** The pool that serves requests. */
  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(
      DatabaseAddress address, SpringLiquibase migrated, PersistenceProperties properties) {
    return Pools.main(address, properties.poolSize());
  }

  @Bean(destroyMethod = "")
  Database database(HikariDataSource dataSource) {
    return new Database(dataSource);
  }

  @Bean(destroyMethod = "close")
  Database journalDatabase(DatabaseAddress address, SpringLiquibase migrated) {
    return new Database(Pools.journal(address));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Housekeeping housekeeping(@Qualifier("database") Database database) {
    return new Housekeeping(database);
  }

  @Bean
  DialogRepository dialogRepository(
      @Qualifier("database") Database database, Housekeeping housekeeping) {
    return new JdbcDialogRepository(database, housekeeping);
  }

  @Bean
  ReplyRepository replyRepository(@Qualifier("database") Database database) {
    return new JdbcReplyRepository(database);
  }

  @Bean
  AfterthoughtRepository afterthoughtRepository(@Qualifier("database") Database database) {
    return new JdbcAfterthoughtRepository(database);
  }

  @Bean
  RateRepository rateRepository(@Qualifier("database") Database database) {
    return new JdbcRateRepository(database);
  }

  @Bean
  BudgetRepository budgetRepository(@Qualifier("database") Database database) {
    return new JdbcBudgetRepository(database);
  }

  @Bean
  RestrictionRepository restrictionRepository(@Qualifier("database") Database database) {
    return new JdbcRestrictionRepository(database);
  }

  @Bean
  AuditLedger auditLog(@Qualifier("database") Database database) {
    return new JdbcAuditLedger(database);
  }

  @Bean
  UsedOnceRepository usedOnceRepository(@Qualifier("database") Database database) {
    return new JdbcUsedOnceRepository(database);
  }

  @Bean
  FeedbackRepository feedbackRepository(@Qualifier("database") Database database) {
    return new JdbcFeedbackRepository(database);
  }

  @Bean
  ReplyJournal replyJournal(@Qualifier("journalDatabase") Database database) {
    return new JdbcReplyJournal(database);
  }

  /** An embedded database serves only one node, so there are no others to listen to. */
  @Bean
  ChangeSource changeSource(DatabaseAddress address, PersistenceProperties properties) {
    return properties.embedded() ? (self, onChange) -> {} : new PostgresChanges(address);
  }

  @Bean
  NodeRepository nodeRepository(@Qualifier("journalDatabase") Database database) {
    return new JdbcNodeRepository(database);
  }
}
