package io.chatframe.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.embedded.EmbeddedPostgresConfiguration;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class PersistenceConfigurationTest {
  @TempDir private Path folder;

  private final ApplicationContextRunner server =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class, LiquibaseAutoConfiguration.class))
          .withUserConfiguration(PersistenceConfiguration.class);

  private final ApplicationContextRunner withEmbedded =
      server.withConfiguration(AutoConfigurations.of(EmbeddedPostgresConfiguration.class));

  @Test
  void startsADatabaseOfItsOwnAndStopsItLast() {
    withEmbedded
        .withPropertyValues("chat.database.data-dir=" + folder)
        .run(context -> {
          assertThat(context)
              .hasNotFailed()
              .hasSingleBean(DialogRepository.class)
              .hasSingleBean(ReplyRepository.class)
              .hasSingleBean(ReplyJournal.class)
              .hasSingleBean(NodeRepository.class)
              .hasSingleBean(DataSource.class);
          assertThat(context.getBean(PersistenceProperties.class).embedded()).isTrue();
          assertThat(context.getBean(NodeRepository.class).stamps()).isEmpty();
          assertThat(folder.resolve("postgres/postmaster.pid")).exists();
        });

    assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void usesTheDatabaseThatIsNamed() {
    var address = TestDatabase.shared().address();
    withEmbedded
        .withPropertyValues(
            "chat.database.url=" + address.url(),
            "chat.database.user=" + address.user().orElseThrow(),
            "chat.database.password=" + address.password().orElseThrow(),
            "chat.database.data-dir=" + folder)
        .run(context -> {
          assertThat(context).hasNotFailed();
          assertThat(context.getBean(PersistenceProperties.class).embedded()).isFalse();
          assertThat(folder).isEmptyDirectory();
        });
  }

  @Test
  void namesTheMissingSettingWithoutAnEmbeddedDatabase() {
    server.run(context ->
        assertThat(context)
            .getFailure()
            .rootCause()
            .isInstanceOf(FailureAnalyzedException.class)
            .hasMessageContaining("DATABASE_URL"));
  }

  @Test
  void namesAWrongSettingWithoutItsValue() {
    server
        .withPropertyValues("chat.database.url=mysql://me:secret@host/db")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("secret"));
  }

  @Test
  void migratesOnceWhenSeveralNodesStartAtOnceWithoutATableOfLocks() {
    var address = TestDatabase.shared().address();

    IntStream.range(0, 3).parallel().forEach(i -> TestDatabase.migrate(address));

    var lockTable =
        TestDatabase.shared()
            .database()
            .statement(jdbc ->
                jdbc.sql("SELECT to_regclass('databasechangeloglock') IS NULL")
                    .query(Boolean.class)
                    .single());
    assertThat(lockTable).isTrue();
  }
}
