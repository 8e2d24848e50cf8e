package io.chatframe.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.port.ModelCatalog;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

/** What is told of settings that are wrong together, and what those lead to that are right. */
final class ProviderSettingsTest {
  private static final String DEEPSEEK = "chat.llm.providers.deepseek.api-key=sk-canary";
  private static final String OPENAI = "chat.llm.providers.openai.api-key=sk-canary-2";
  private static final String OPENROUTER_ADDRESS = "chat.llm.base-url=https://openrouter.ai/api/v1";

  private static ApplicationContextRunner with(@Nullable String... settings) {
    List<String> set = new ArrayList<>();
    for (String setting : settings) {
      if (setting != null) {
        set.addAll(List.of(setting.split(" ")));
      }
    }
    return new ApplicationContextRunner()
        .withBean(TimeSource.class, () -> Adapters.TIME)
        .withUserConfiguration(LlmConfiguration.class)
        .withPropertyValues(set.toArray(String[]::new));
  }

  private static void table(Consumer<ProviderTable> check, String... settings) {
    with(settings)
        .run(started -> {
          assertThat(started).hasNotFailed();
          check.accept((ProviderTable) started.getBean(ModelCatalog.class));
        });
  }

  private static void refused(String sentence, @Nullable String... settings) {
    with(settings)
        .run(started ->
            assertThat(started)
                .getFailure()
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageContaining(" Allowed ")
                .hasMessageNotContaining("canary"));
  }

  private static String where(ProviderTable table, String model) {
    return table
        .find(model)
        .map(target ->
            target.provider().asked(target.model())
                + " "
                + target.model()
                + " "
                + target.provider().key().orElse("-"))
        .orElse("nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"opnai/gpt-5", "openia/gpt-5", "Open-AI/gpt-5"})
  void namesTheProviderThatAMisspeltOneIsNearest(String model) {
    String sentence =
        "LLM_MODEL (chat.llm.model) names no model of a provider that is set up: what begins it is"
            + " no provider; the nearest is openai";
    refused(sentence, OPENAI, "chat.llm.model=" + model);
    refused(sentence + ", set up by OPENAI_API_KEY", DEEPSEEK, "chat.llm.model=" + model);
  }

  @Test
  void namesTheKeyOfAProviderThatIsNotSetUp() {
    refused(
        "LLM_MODEL (chat.llm.model) names no model of a provider that is set up: it is anthropic's,"
            + " which is not set up; set ANTHROPIC_API_KEY",
        OPENAI,
        "chat.llm.model=anthropic/claude-sonnet-4-6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deepseek-v4-flsh", "deepseek/deepseek-v4-por", "deepseek-chat", "deepseek/"})
  void refusesMisspeltAndRetiredModelsOfAProviderThatDeclaresThem(String model) {
    refused(
        "LLM_MODEL (chat.llm.model) names no model of a provider that is set up",
        DEEPSEEK,
        "chat.llm.model=" + model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepseek-v5-flash", "deepseek/deepseek-v5-pro", "deepseek-next"})
  void asksForAModelThatMayBeNewer(String model) {
    table(table -> assertThat(table.knows(model)).isTrue(), DEEPSEEK, "chat.llm.model=" + model);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5, ''",
    "openai/gpt-5, ': it is openai''s, which is not set up; set OPENAI_API_KEY'",
    "opnai/gpt-5, ': what begins it is no provider; the nearest is openai'",
  })
  void doesNotLetTheDemoAnswerForAModel(String model, String hint) {
    refused(
        "LLM_MODEL (chat.llm.model) is set, but no provider is" + hint, "chat.llm.model=" + model);
  }

  @Test
  void wantsAnAddressBesideAKeyThatIsNobodys() {
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
  void asksAServerOfOnesOwnWithoutAKeyBesideAProvider(String address) {
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
  void takesTheWordNoneForAServerThatWantsNoKey() {
    table(
        table ->
            assertThat(where(table, "m")).isEqualTo("https://llm.example/v1/chat/completions m -"),
        DEEPSEEK,
        "chat.llm.base-url=https://llm.example/v1",
        "chat.llm.api-key=none",
        "chat.llm.model=m");
  }

  @Test
  void sendsTheKeyOfTheHostThatAnAddressIsOf() {
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
  void doesNotSendDeepSeeksKeyToWhoeverSpeaksLikeIt() {
    table(
        table ->
            assertThat(where(table, "m")).isEqualTo("http://127.0.0.1:1/v1/chat/completions m -"),
        DEEPSEEK,
        "chat.llm.base-url=http://127.0.0.1:1/v1",
        "chat.llm.dialect=deepseek",
        "chat.llm.model=m");
  }

  @Test
  void wantsTheKeyOfAProviderWhoseAddressIsSet() {
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
  void namesTheOwnerOfAKeyThatWouldGoToAnotherProvider(String name, String key, String owner) {
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
  void tellsAKeyThatIsNone(String key, String why) {
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
  void takesAKeyThatMayBeOne(String key) {
    with("chat.llm.base-url=http://127.0.0.1:1/v1", "chat.llm.api-key=" + key)
        .run(started -> assertThat(started).hasNotFailed());
  }

  @Test
  void sendsTheWholeNameToAServerThatHasMakersInItsNames() {
    String key = "chat.llm.api-key=sk-or-1";
    for (String model :
        List.of(
            "deepseek/deepseek-r1",
            "deepseek/deepseek-r1:free",
            "openai/gpt-oss-120b",
            "openrouter/auto",
            "meta-llama/llama-3.1-8b-instruct")) {
      table(
          table ->
              assertThat(where(table, model))
                  .isEqualTo("https://openrouter.ai/api/v1/chat/completions " + model + " sk-or-1"),
          OPENROUTER_ADDRESS,
          key,
          "chat.llm.model=" + model);
    }
    table(
        table -> {
          assertThat(where(table, "openai/gpt-oss-120b")).contains(" openai/gpt-oss-120b ");
          assertThat(where(table, "groq/openai/gpt-oss-120b")).contains(" openai/gpt-oss-120b ");
          assertThat(where(table, "groq/compound-mini")).contains(" groq/compound-mini ");
          assertThat(where(table, "groq/llama")).contains(" llama ");
        },
        "chat.llm.providers.groq.api-key=gsk_1",
        "chat.llm.model=openai/gpt-oss-120b");
  }

  @Test
  void decidesByRuleWhereTwoCouldBeMeantAndSaysSo() {
    table(
        table -> {
          assertThat(where(table, "deepseek/deepseek-v4-flash"))
              .startsWith("https://api.deepseek.com/")
              .contains(" deepseek-v4-flash ");
          assertThat(table.remark("deepseek/deepseek-v4-flash"))
              .contains(
                  "it is asked of api.deepseek.com; the model of this whole name at openrouter.ai is"
                      + " openrouter/deepseek/deepseek-v4-flash");
          assertThat(where(table, "deepseek/deepseek-r1"))
              .startsWith("https://openrouter.ai/")
              .contains(" deepseek/deepseek-r1 ");
          assertThat(table.remark("deepseek/deepseek-r1"))
              .contains(
                  "it is asked of openrouter.ai by this whole name; deepseek/… would be a model of"
                      + " deepseek's own");
          assertThat(where(table, "openrouter/deepseek/deepseek-v4-flash"))
              .startsWith("https://openrouter.ai/")
              .contains(" deepseek/deepseek-v4-flash ");
          assertThat(table.remark("opnai/gpt-5"))
              .contains(
                  "it is asked of openrouter.ai by this whole name; openai/… would be a model of"
                      + " openai's own, which OPENAI_API_KEY sets up");
          assertThat(table.remark("meta-llama/llama-3.1")).isEmpty();
        },
        DEEPSEEK,
        OPENROUTER_ADDRESS,
        "chat.llm.api-key=sk-or-1",
        "chat.llm.model=x/y");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, https://api.openai.com, https://api.openai.com/v1/chat/completions",
    "openai, http://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
    "groq, https://api.groq.com/v1, https://api.groq.com/openai/v1/chat/completions",
    "groq, api.groq.com, https://api.groq.com/openai/v1/chat/completions",
    "openrouter, https://openrouter.ai/v1, https://openrouter.ai/api/v1/chat/completions",
    "gemini, https://generativelanguage.googleapis.com/v1beta,"
        + " https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
    "deepseek, https://api.deepseek.com/, https://api.deepseek.com/chat/completions",
    "deepseek, https://api.deepseek.com/v1, https://api.deepseek.com/v1/chat/completions",
    "deepseek, https://api.deepseek.com/anthropic,"
        + " https://api.deepseek.com/anthropic/v1/messages",
    "anthropic, https://api.anthropic.com/v1/messages, https://api.anthropic.com/v1/messages",
    "default, http://127.0.0.1:1, http://127.0.0.1:1/v1/chat/completions",
    "default, http://127.0.0.1:1/v1/messages, http://127.0.0.1:1/v1/messages",
    "default, https://gw.example/openai/deployments/a?api-version=1,"
        + " https://gw.example/openai/deployments/a/chat/completions?api-version=1",
    "azure, https://r.openai.azure.com/openai/deployments/b/chat/completions?api-version=2025-1,"
        + " https://r.openai.azure.com/openai/deployments/m/chat/completions?api-version=2025-1",
    "azure, https://r.openai.azure.com/openai/v1/, https://r.openai.azure.com/openai/v1/chat/completions",
  })
  void asksWhereAnAddressMeans(String name, String address, String asked) {
    table(
        table -> {
          assertThat(table.names()).containsExactly(name);
          assertThat(where(table, "m")).isEqualTo(asked + " m k");
        },
        "chat.llm.base-url=" + address,
        "chat.llm.api-key=k",
        "chat.llm.model=m");
  }

  @ParameterizedTest
  @CsvSource({
    "chat.llm.base-url=http://127.0.0.1:1/v1, 300, 300, 300",
    "chat.llm.base-url=http://ollama:1/v1, 300, 300, 300",
    "chat.llm.base-url=https://llm.example/v1, 60, 30, 30",
    "chat.llm.base-url=https://llm.example/v1 chat.llm.first-payload=90s, 90, 30, 90",
    "chat.llm.base-url=http://127.0.0.1:1/v1 chat.llm.first-payload=20s, 20, 300, 300",
    "chat.llm.base-url=http://127.0.0.1:1/v1 chat.llm.byte-gap=10s, 300, 10, 300",
    "chat.llm.base-url=http://127.0.0.1:1/v1 chat.llm.byte-gap=10s chat.llm.first-payload=20s, 20, 10, 20",
  })
  void waitsForAServerOfOnesOwnAsLongAsForOllama(
      String settings, long firstPayload, long byteGap, long beforeFirstByte) {
    table(
        table -> {
          Provider provider = table.find("m").orElseThrow().provider();
          assertThat(provider.firstPayload()).isEqualTo(Duration.ofSeconds(firstPayload));
          assertThat(provider.byteGap()).isEqualTo(Duration.ofSeconds(byteGap));
          assertThat(provider.reach().beforeFirstByte())
              .isEqualTo(Duration.ofSeconds(beforeFirstByte));
        },
        settings,
        "chat.llm.model=m");
  }

  @Test
  void refusesAPatienceThatNothingElseHas() {
    refused(
        "LLM_FIRST_PAYLOAD (chat.llm.first-payload) is too long",
        DEEPSEEK,
        "chat.llm.first-payload=11m");
  }
}
