package io.chatframe.bootstrap;

import io.chatframe.application.reply.NodeKeeper;
import io.chatframe.domain.port.llm.LlmDescription;
import java.util.Map;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides {@code /actuator} with the server's health and its LLM provider. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
  /**
   * Whether the database accepts writes; named {@code database} in the readiness group. Cheap to
   * call as often as anyone likes: it reports what the node observed in the last seconds.
   */
  @Bean
  HealthIndicator databaseHealthIndicator(NodeKeeper keeper) {
    return () -> keeper.canWrite() ? Health.up().build() : Health.down().build();
  }

  @Bean
  InfoContributor providerInfo(LlmDescription llm) {
    return info ->
        info.withDetail(
            "provider", Map.of("name", llm.provider(), "model", llm.model(), "demo", llm.demo()));
  }
}
