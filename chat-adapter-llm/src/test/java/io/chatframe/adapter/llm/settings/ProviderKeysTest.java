package io.chatframe.adapter.llm.settings;

import static io.chatframe.adapter.llm.testkit.StartedProviders.DEEPSEEK;
import static io.chatframe.adapter.llm.testkit.StartedProviders.OPENAI;
import static io.chatframe.adapter.llm.testkit.StartedProviders.refused;
import static io.chatframe.adapter.llm.testkit.StartedProviders.table;
import static io.chatframe.adapter.llm.testkit.StartedProviders.where;
import static io.chatframe.adapter.llm.testkit.StartedProviders.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.LlmConfiguration;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.TimeSource;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

/** Which provider a key is sent to, and the messages about unowned and invalid keys. */
final class ProviderKeysTest {
  @Test
  void requiresAnAddressForAKeyWithoutAProvider() {
    refused(
        "LLM_API_KEY (chat.llm.api-key) is the key of the server at LLM_BASE_URL, which is not set",
        "chat.llm.api-key=sk-canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openai.com/v1",
        "https://api.groq.com/openai/v1",
        "https://openrouter.ai/api/v1",
        "https://api.anthropic.com",
        "https://name.openai.azure.com",
        "https://llm.example/v1"
      })
  void neverSendsAKeyToAForeignHost(String address) {
    refused(
        "LLM_API_KEY (chat.llm.api-key) is not set, and ",
        DEEPSEEK,
        "chat.llm.base-url=" + address,
        "chat.llm.model=m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/v1", "http://gpu-box/v1", "http://10.0.0.7/v1"})
  void asksALocalServerWithoutAKeyBesideAProvider(String address) {
    table(
        table -> {
          assertThat(where(table, "m")).isEqualTo(address + "/chat/completions m -");
          assertThat(where(table, "deepseek/deepseek-v4-pro"))
              .isEqualTo("https://api.deepseek.com/chat/completions deepseek-v4-pro sk-canary");
        },
        DEEPSEEK,
        "chat.llm.base-url=" + address,
        "chat.llm.model=m");
  }

  @Test
  void acceptsTheWordNoneForAServerWithoutAKey() {
    table(
        table ->
            assertThat(where(table, "m")).isEqualTo("https://llm.example/v1/chat/completions m -"),
        DEEPSEEK,
        "chat.llm.base-url=https://llm.example/v1",
        "chat.llm.api-key=none",
        "chat.llm.model=m");
  }

  @Test
  void sendsTheKeyOfTheProviderThatOwnsTheHost() {
    table(
        table ->
            assertThat(where(table, "m"))
                .isEqualTo("https://api.openai.com/v1/chat/completions m sk-canary-2"),
        OPENAI,
        "chat.llm.base-url=http://api.openai.com",
        "chat.llm.model=m");
    table(
        table ->
            assertThat(where(table, "deepseek-v4-flash"))
                .isEqualTo("https://api.deepseek.com/chat/completions deepseek-v4-flash sk-canary"),
        DEEPSEEK,
        "chat.llm.base-url=https://api.deepseek.com/");
  }

  @Test
  void doesNotSendAProxysKeyToTheProviderItself() {
    refused(
        "LLM_API_KEY (chat.llm.api-key) is not set",
        OPENAI,
        "chat.llm.providers.openai.base-url=https://proxy.example/v1",
        "chat.llm.base-url=https://api.openai.com/v1",
        "chat.llm.model=m");
  }

  @Test
  void doesNotSendDeepSeeksKeyToOthersThatSpeakItsDialect() {
    table(
        table ->
            assertThat(where(table, "m")).isEqualTo("http://127.0.0.1:1/v1/chat/completions m -"),
        DEEPSEEK,
        "chat.llm.base-url=http://127.0.0.1:1/v1",
        "chat.llm.dialect=deepseek",
        "chat.llm.model=m");
  }

  @Test
  void requiresTheKeyOfAProviderWhoseAddressIsSet() {
    refused(
        "OPENAI_API_KEY (chat.llm.providers.openai.api-key) is not set, and openai answers nobody"
            + " without a key",
        "chat.llm.providers.openai.base-url=https://api.openai.com/v1");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, sk-ant-canary, anthropic",
    "deepseek, sk-or-v1-canary, openrouter",
    "anthropic, gsk_canary, groq",
    "groq, AIzacanary, gemini"
  })
  void namesTheOwnerOfAKeySetForAnotherProvider(String name, String key, String owner) {
    refused(
        name.toUpperCase(Locale.ROOT)
            + "_API_KEY (chat.llm.providers."
            + name
            + ".api-key) holds a key of "
            + owner
            + ", and it would be sent to "
            + name,
        "chat.llm.providers." + name + ".api-key=" + key,
        "chat.llm.model=" + name + "/m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sk-... | is a placeholder",
        "sk-… | is a placeholder",
        "sk-xxxxxxxxxxxx | is a placeholder",
        "your-key-here | is a placeholder",
        "YOUR_API_KEY | is a placeholder",
        "sk-your-deepseek-key | is a placeholder",
        "changeme | is a placeholder",
        "change-me | is a placeholder",
        "<key> | is a placeholder",
        "{{ key }} | is a placeholder",
        "$OPENAI_API_KEY | is a placeholder",
        "xxx | is a placeholder",
        "replace_me | is a placeholder",
        "api-key | is a placeholder",
        "*** | is a placeholder",
        "TODO | is a placeholder",
        "\"sk-canary\" | stands in quotes",
        "‘sk-canary’ | stands in quotes",
        "Bearer sk-canary | begins with the word of a header",
        "sk-canary sk | contains spaces",
        "sk-canäry | contains spaces",
      })
  void refusesWhatCannotBeAKey(String key, String why) {
    new ApplicationContextRunner()
        .withBean(TimeSource.class, () -> Adapters.TIME)
        .withUserConfiguration(LlmConfiguration.class)
        .withInitializer(context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(
                    new MapPropertySource(
                        "keys",
                        Map.of("chat.llm.providers.openai.api-key", key.replace("${", "\\${")))))
        .run(started ->
            assertThat(started)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("OPENAI_API_KEY (chat.llm.providers.openai.api-key) " + why)
                .hasMessageNotContaining("canary"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-1f2e3d",
        "sk-proj-Ab_-9",
        "dummy",
        "EMPTY",
        "sk-no-key-required",
        "ollama",
        "lm-studio",
        "yourself9d8f7",
        "my-gateway-token-4711"
      })
  void acceptsWhatMayBeAKey(String key) {
    with("chat.llm.base-url=http://127.0.0.1:1/v1", "chat.llm.api-key=" + key)
        .run(started -> assertThat(started).hasNotFailed());
  }
}
