package io.chatframe.adapter.llm;

import io.chatframe.adapter.llm.demo.DemoCatalog;
import io.chatframe.adapter.llm.demo.DemoLlm;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.request.Backoff;
import io.chatframe.adapter.llm.request.LlmMeters;
import io.chatframe.adapter.llm.routing.ProvidersLlm;
import io.chatframe.adapter.llm.settings.ExtraBodyText;
import io.chatframe.adapter.llm.settings.LlmProperties;
import io.chatframe.adapter.llm.settings.MeantModel;
import io.chatframe.adapter.llm.settings.ProviderTable;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmDescription;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.ModelCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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

/** Chooses the providers: those that are set up, or the demo if none is. */
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
              + " LLM_BASE_URL and LLM_MODEL for another server");
      return new DemoLlm(time, DemoLlm.PACE);
    }
    silenceTheClient();
    table.providers().forEach(LlmConfiguration::logAddress);
    logDefaultModel(table);
    return new ProvidersLlm(
        table,
        new LlmMeters(registries.getIfAvailable(CompositeMeterRegistry::new)),
        new Backoff(() -> ThreadLocalRandom.current().nextLong()),
        time);
  }

  @Bean
  ModelCatalog modelCatalog(LlmProperties properties, Environment environment) {
    ExtraBodyText.require(properties, Binder.get(environment));
    if (!properties.demo()) {
      return new ProviderTable(properties);
    }
    DemoCatalog demo = new DemoCatalog();
    properties
        .defaultModel()
        .filter(name -> !demo.isDemo(name))
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "LLM_MODEL (chat.llm.model) is set, but no provider is"
                  + MeantModel.of(name, List.of(), List.of()).map(hint -> ": " + hint).orElse("")
                  + ". Allowed is a provider's key beside it, as DEEPSEEK_API_KEY or"
                  + " OPENAI_API_KEY, or the address of a server as LLM_BASE_URL; without LLM_MODEL"
                  + " the demo answers.");
        });
    return demo;
  }

  /** Logs the address of a provider if the operator has set it or a proxy is in use. */
  private static void logAddress(Provider provider) {
    URI asked = provider.endpoint().address("<model>");
    Optional<String> proxy = provider.proxy().map(found -> " through the proxy " + found);
    Optional<String> setting = provider.route().addressSetting();
    if (setting.isPresent() || proxy.isPresent()) {
      String shown = asked.toString().replace("%3Cmodel%3E", "<model>");
      String other =
          provider
              .route()
              .otherEndpoint()
              .map(found -> ", or else " + found.address("<model>"))
              .orElse("");
      LOG.info("Provider {} is asked at {}{}{}", provider.name(), shown, other, proxy.orElse(""));
    }
    if (provider.credentials().key().isPresent()
        && asked.getScheme().equals("http")
        && !provider.baseUrl().isLocal()) {
      LOG.warn(
          "The key of provider {} is sent over the internet in the clear: its address begins with"
              + " http://, not with https://",
          provider.name());
    }
  }

  private static void logDefaultModel(ProviderTable table) {
    table
        .defaultModel()
        .ifPresent(
            name -> table.remark(name).ifPresent(remark -> LOG.info("LLM_MODEL: {}", remark)));
    table
        .defaultTarget()
        .filter(target -> !target.provider().mayHave(target.model()))
        .ifPresent(target ->
            LOG.warn(
                "LLM_MODEL names a model that is not among those known of {}: {}. It is requested"
                    + " anyway",
                target.provider().name(),
                String.join(", ", new TreeSet<>(target.provider().models().names()))));
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

  /** At DEBUG these log keys, prompts and answers, so no log level may enable them. */
  static void silenceTheClient() {
    LoggingSystem logging = LoggingSystem.get(LlmConfiguration.class.getClassLoader());
    TALKATIVE.forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
  }
}
