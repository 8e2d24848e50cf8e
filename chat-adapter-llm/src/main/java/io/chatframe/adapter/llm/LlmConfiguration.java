package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmDescription;
import io.chatframe.domain.port.LlmPort;
import io.chatframe.domain.port.ModelCatalog;
import io.chatframe.domain.port.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Chooses the providers: those that are set up, or the demo where none is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LlmProperties.class)
public final class LlmConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(LlmConfiguration.class);
  private static final List<String> TALKATIVE =
      List.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire");

  @Bean
  LlmPort llmPort(ModelCatalog models, TimeSource time, ObjectProvider<MeterRegistry> registries) {
    if (!(models instanceof ProviderTable table)) {
      LOG.info(
          "No provider is set up: the demo answers. Set DEEPSEEK_API_KEY for DeepSeek, or"
              + " LLM_BASE_URL");
      return new DemoLlm(time, DemoLlm.PACE);
    }
    silenceTheClient();
    return new ProvidersLlm(
        table,
        new LlmMeters(registries.getIfAvailable(CompositeMeterRegistry::new)),
        new Backoff(() -> ThreadLocalRandom.current().nextLong()),
        time);
  }

  @Bean
  ModelCatalog modelCatalog(LlmProperties properties, Environment environment) {
    ExtraBodyText.require(properties, Binder.get(environment));
    return properties.demo() ? new DemoCatalog() : new ProviderTable(properties);
  }

  @Bean
  LlmDescription llmDescription(ModelCatalog models) {
    if (!(models instanceof ProviderTable table)) {
      return new LlmDescription("demo", "demo", true);
    }
    return table
        .defaultTarget()
        .map(
            target -> new LlmDescription(target.provider().baseUrl().host(), target.named(), false))
        .orElseGet(() -> new LlmDescription(String.join(", ", table.names()), "none", false));
  }

  /** At DEBUG these write keys, prompts and answers to the log: no level may bring that about. */
  static void silenceTheClient() {
    LoggingSystem logging = LoggingSystem.get(LlmConfiguration.class.getClassLoader());
    TALKATIVE.forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
  }
}
