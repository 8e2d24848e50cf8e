package io.chatframe.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.demo.DemoLlm;
import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.routing.ProvidersLlm;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.scripted.ScriptedRequest;
import io.chatframe.adapter.llm.settings.LlmProperties;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmDescription;
import io.chatframe.domain.port.llm.LlmPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class LlmConfigurationTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withBean(TimeSource.class, () -> Adapters.TIME)
          .withUserConfiguration(LlmConfiguration.class);

  @Test
  void usesTheDemoIfNothingIsSet() {
    context
        .withPropertyValues("chat.llm.api-key=", "chat.llm.base-url=", "chat.llm.model=")
        .run(started -> {
          assertThat(started.getBean(LlmPort.class)).isInstanceOf(DemoLlm.class);
          assertThat(started.getBean(LlmDescription.class))
              .isEqualTo(new LlmDescription("demo", "demo", true));
        });
  }

  @Test
  void usesDeepSeekIfAKeyIsSet() {
    context
        .withPropertyValues("chat.llm.providers.deepseek.api-key=" + Adapters.KEY)
        .run(started -> {
          assertThat(started.getBean(LlmPort.class)).isInstanceOf(ProvidersLlm.class);
          assertThat(started.getBean(LlmDescription.class))
              .isEqualTo(new LlmDescription("api.deepseek.com", "deepseek-v4-flash", false));
          assertThat(started.getBean(LlmProperties.class).toString()).doesNotContain(Adapters.KEY);
        });
  }

  @Test
  void sendsNoKeyToALocalServer() {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      context
          .withPropertyValues(
              "chat.llm.base-url=" + provider.baseUri() + "/", "chat.llm.dialect=deepseek")
          .run(started ->
              Adapters.readAll(started.getBean(LlmPort.class).open(Adapters.asking("Hi"))));

      ScriptedRequest sent = provider.awaitExchange().request();
      assertThat(sent.header("authorization")).isEmpty();
      assertThat(sent.path()).isEqualTo("/v1/chat/completions");
      assertThat(sent.body()).contains("\"thinking\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://host",
        "host",
        "//host",
        "http://",
        "http:///v1",
        "https://user:secret-canary@host/v1",
        "https://secret-canary@host",
        "http://host/v1?key=secret-canary",
        "http://host/v1#a",
        "http://169.254.169.254/latest",
        "http://2852039166/",
        "http://[fe80::1]:80/v1",
        "http://[::ffff:169.254.1.1]/",
        "http://ho st/"
      })
  void refusesAForbiddenBaseUrlWithoutRepeatingIt(String baseUrl) {
    context
        .withPropertyValues("chat.llm.base-url=" + baseUrl)
        .run(started ->
            assertThat(started)
                .getFailure()
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LLM_BASE_URL")
                .hasMessageContaining("Allowed")
                .hasMessageNotContaining("canary"));
  }

  @Test
  void refusesAnInvalidKeyWithoutRepeatingIt() {
    context
        .withPropertyValues("chat.llm.providers.deepseek.api-key=secret-canary\nX-Header: a")
        .run(started ->
            assertThat(started)
                .getFailure()
                .rootCause()
                .hasMessageContaining("DEEPSEEK_API_KEY")
                .hasMessageNotContaining("canary"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat.llm.connect-timeout=0s", "chat.llm.byte-gap=-1s"})
  void refusesAnInvalidTime(String setting) {
    context
        .withPropertyValues(setting)
        .run(started ->
            assertThat(started)
                .getFailure()
                .rootCause()
                .hasMessageContaining(setting.substring(0, setting.indexOf('='))));
  }

  @Test
  void recognisesADialectByItsHost() {
    assertThat(Dialect.of("api.DeepSeek.com")).isEqualTo(Dialect.DEEPSEEK);
    assertThat(Dialect.of("api.openai.com")).isEqualTo(Dialect.OPENAI);
    assertThat(Dialect.of("notdeepseek.com")).isEqualTo(Dialect.COMPATIBLE);
    assertThat(Dialect.of("localhost")).isEqualTo(Dialect.COMPATIBLE);
  }
}
