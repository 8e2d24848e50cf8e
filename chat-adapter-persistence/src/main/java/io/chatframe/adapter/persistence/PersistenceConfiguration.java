package io.chatframe.adapter.persistence;

import com.zaxxer.hikari.HikariDataSource;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.port.ChangeSource;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The storage ports over PostgreSQL. Each bean takes what must outlive it as a parameter, so that
 * Spring closes the repositories first, then the pools, and an embedded database last.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersistenceProperties.class)
public class PersistenceConfiguration {
  @Bean(destroyMethod = "close")
  DatabaseServer databaseServer(PersistenceProperties properties) {
    return DatabaseServer.of(properties);
  }

  /** Takes the place of Boot's own, which would borrow a connection from the pool. */
  @Bean
  SpringLiquibase liquibase(DatabaseServer server) {
    return Migrations.of(server.address());
  }

  /** The pool that serves requests; also what a health check asks. */
  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(
      DatabaseServer server, SpringLiquibase migrated, PersistenceProperties properties) {
    return Pools.main(server.address(), properties.poolSize());
  }

  @Bean(destroyMethod = "")
  Database database(HikariDataSource dataSource) {
    return new Database(dataSource);
  }

  @Bean(destroyMethod = "close")
  Database journalDatabase(DatabaseServer server, SpringLiquibase migrated) {
    return new Database(Pools.journal(server.address()));
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
  ReplyJournal replyJournal(@Qualifier("journalDatabase") Database database) {
    return new JdbcReplyJournal(database);
  }

  /** An embedded database serves one node, which has nobody to hear from. */
  @Bean
  ChangeSource changeSource(DatabaseServer server, PersistenceProperties properties) {
    return properties.embedded() ? (self, onChange) -> {} : new PostgresChanges(server.address());
  }

  @Bean
  NodeRepository nodeRepository(@Qualifier("journalDatabase") Database database) {
    return new JdbcNodeRepository(database);
  }
}
