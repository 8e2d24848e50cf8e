package io.chatframe.bootstrap;

import io.chatframe.application.reply.NodeKeeper;
import io.chatframe.domain.port.llm.LlmDescription;
import java.util.Map;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /actuator} says: whether the server can serve, and who answers. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
  /**
   * Whether the database takes what is written to it; named {@code database} in the readiness
   * group. Anyone may ask, as often as they like: the answer is what the node has seen for itself
   * within the last seconds.
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
