package io.chatframe.embedded;

import java.nio.file.Path;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Provides an embedded database, started on first use. */
@AutoConfiguration
@EnableConfigurationProperties(EmbeddedPostgresConfiguration.EmbeddedPostgresProperties.class)
public class EmbeddedPostgresConfiguration {
  @Bean
  @Lazy
  EmbeddedPostgres embeddedPostgres(EmbeddedPostgresProperties properties) {
    return EmbeddedPostgres.start(properties.dataDir());
  }

  /**
   * Where the embedded database keeps its data.
   *
   * @param dataDir a directory that the server may write to; the data is in its {@code postgres}
   */
  @ConfigurationProperties("chat.database")
  record EmbeddedPostgresProperties(@DefaultValue("data") Path dataDir) {}
}
