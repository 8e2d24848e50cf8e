package io.chatframe.embedded;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Provides an embedded database, started on first use. */
@AutoConfiguration
public class EmbeddedPostgresConfiguration {
  @Bean
  @Lazy
  EmbeddedPostgres embeddedPostgres(@Value("${chat.database.data-dir:data}") String folder) {
    return EmbeddedPostgres.start(Path.of(folder));
  }
}
