package io.chatframe.adapter.llm.settings;

import static io.chatframe.adapter.llm.testkit.StartedProviders.DEEPSEEK;
import static io.chatframe.adapter.llm.testkit.StartedProviders.OPENAI;
import static io.chatframe.adapter.llm.testkit.StartedProviders.refused;
import static io.chatframe.adapter.llm.testkit.StartedProviders.table;
import static io.chatframe.adapter.llm.testkit.StartedProviders.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.provider.Provider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages about settings that contradict each other, and the effect of correct ones. */
final class ProviderSettingsTest {
  private static final String OPENROUTER_ADDRESS = "chat.llm.base-url=https://openrouter.ai/api/v1";

  @ParameterizedTest
  @ValueSource(strings = {"opnai/gpt-5", "openia/gpt-5", "Open-AI/gpt-5"})
  void namesTheProviderNearestToAMisspeltOne(String model) {
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
  void refusesMisspeltAndRetiredModelsOfADeclaringProvider(String model) {
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
  void sendsTheWholeNameIfTheServersNamesContainMakers() {
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
  void resolvesAnAmbiguousNameByRuleAndSaysSo() {
    table(
        table -> {
          assertThat(where(table, "deepseek/deepseek-v4-flash"))
              .startsWith("https://api.deepseek.com/")
              .contains(" deepseek-v4-flash ");
          assertThat(table.remark("deepseek/deepseek-v4-flash"))
              .contains(
                  "it is asked of api.deepseek.com; the model of this whole name at openrouter.ai"
                      + " is openrouter/deepseek/deepseek-v4-flash");
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
    "azure, https://r.openai.azure.com/openai/v1/,"
        + " https://r.openai.azure.com/openai/v1/chat/completions",
  })
  void asksAtTheIntendedAddress(String name, String address, String asked) {
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
    "chat.llm.base-url=http://127.0.0.1:1/v1 chat.llm.byte-gap=10s chat.llm.first-payload=20s, 20,"
        + " 10, 20",
  })
  void waitsForALocalServerAsLongAsForOllama(
      String settings, long firstPayload, long byteGap, long beforeFirstByte) {
    table(
        table -> {
          Provider provider = table.find("m").orElseThrow().provider();
          assertThat(provider.limits().firstPayload()).isEqualTo(Duration.ofSeconds(firstPayload));
          assertThat(provider.limits().byteGap()).isEqualTo(Duration.ofSeconds(byteGap));
          assertThat(provider.limits().beforeFirstByte())
              .isEqualTo(Duration.ofSeconds(beforeFirstByte));
        },
        settings,
        "chat.llm.model=m");
  }

  @Test
  void refusesATooLongWaitForTheFirstPayload() {
    refused(
        "LLM_FIRST_PAYLOAD (chat.llm.first-payload) is too long",
        DEEPSEEK,
        "chat.llm.first-payload=11m");
  }
}
