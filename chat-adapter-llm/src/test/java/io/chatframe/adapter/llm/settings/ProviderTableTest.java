package io.chatframe.adapter.llm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.LlmConfiguration;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmDescription;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.ModelCatalog;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.Price;
import io.chatframe.domain.usage.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The operator's settings, as Spring binds them, and the providers that names resolve to. */
final class ProviderTableTest {
  private static final String KEY = "chat.llm.providers.deepseek.api-key=sk-1";

  private static void with(Consumer<ProviderTable> check, String... settings) {
    new ApplicationContextRunner()
        .withBean(TimeSource.class, () -> Adapters.TIME)
        .withUserConfiguration(LlmConfiguration.class)
        .withPropertyValues(settings)
        .run(started -> {
          assertThat(started).hasNotFailed();
          check.accept((ProviderTable) started.getBean(ModelCatalog.class));
        });
  }

  private static String where(ProviderTable table, String model) {
    return table
        .find(model)
        .map(target -> target.provider().baseUrl().uri() + " " + target.model())
        .orElse("nowhere");
  }

  @Test
  void needsOnlyAKeyForDeepSeek() {
    with(
        table -> {
          assertThat(where(table, "deepseek-v4-flash"))
              .isEqualTo("https://api.deepseek.com deepseek-v4-flash");
          assertThat(where(table, "deepseek/deepseek-v4-pro"))
              .isEqualTo("https://api.deepseek.com deepseek-v4-pro");
          assertThat(table.knows("deepseek-chat")).isFalse();
          assertThat(table.knows("deepseek/deepseek-chat")).isFalse();
          assertThat(table.knows("anthropic/claude")).isFalse();
          assertThat(table.known())
              .containsExactly(
                  "deepseek-v4-flash",
                  "deepseek/deepseek-flash",
                  "deepseek/deepseek-v4-flash",
                  "deepseek/deepseek-v4-pro");
          assertThat(table.defaultModel()).contains("deepseek-v4-flash");
        },
        KEY);
  }

  @Test
  void knowsContextPriceAndContinuationOfDeepSeeksModels() {
    with(
        table -> {
          ProviderTable.Target pro = table.find("deepseek/deepseek-v4-pro").orElseThrow();
          LlmModel model = pro.provider().models().describe(pro.named(), pro.model());

          assertThat(model.contextTokens()).isEqualTo(1_000_000);
          assertThat(model.continuesPrefix()).isTrue();
          assertThat(
                  model
                      .price()
                      .orElseThrow()
                      .of(new TokenUsage(2_000_000, 1_000_000, 1_000_000, 0, false)))
              .isEqualTo(new Money(1_320_000 + 44_000 + 3_960_000, "USD"));
        },
        KEY);
  }

  @Test
  void acceptsAnyDefaultModelThatTheOperatorNames() {
    with(
        table -> assertThat(where(table, "deepseek-v9")).endsWith("deepseek-v9"),
        KEY,
        "chat.llm.model=deepseek-v9");
  }

  @Test
  void passesAnyWholeNameToAnotherServer() {
    with(
        table -> {
          assertThat(where(table, "llama3.2:3b")).isEqualTo("http://127.0.0.1:1/v1 llama3.2:3b");
          assertThat(where(table, "default/a/b")).isEqualTo("http://127.0.0.1:1/v1 a/b");
          assertThat(where(table, "org/llama")).isEqualTo("http://127.0.0.1:1/v1 org/llama");
          assertThat(where(table, "meta-llama/Llama-3.1-8B-Instruct"))
              .isEqualTo("http://127.0.0.1:1/v1 meta-llama/Llama-3.1-8B-Instruct");
          assertThat(where(table, "a/b/c@main.q4")).endsWith(" a/b/c@main.q4");
          assertThat(where(table, "deepseek/deepseek-r1:free"))
              .isEqualTo("http://127.0.0.1:1/v1 deepseek/deepseek-r1:free");
        },
        "chat.llm.base-url=http://127.0.0.1:1/v1",
        "chat.llm.model=org/llama");
  }

  @Test
  void readsTheContextOfAPlainAddress() {
    String server = "chat.llm.base-url=http://127.0.0.1:1/v1";
    with(
        table -> assertThat(context(table, "llama3.2")).isEqualTo(32_000),
        server,
        "chat.llm.model=llama3.2");
    with(
        table -> {
          assertThat(context(table, "llama3.2")).isEqualTo(4_096);
          assertThat(context(table, "default/big")).isEqualTo(128_000);
        },
        server,
        "chat.llm.model=llama3.2",
        "chat.llm.context-tokens=4096",
        "chat.llm.models[default/llama3.2].max-tokens=100",
        "chat.llm.models[default/big].context=128000");
  }

  private static int context(ProviderTable table, String model) {
    ProviderTable.Target target = table.find(model).orElseThrow();
    return target.provider().models().describe(target.named(), target.model()).contextTokens();
  }

  @Test
  void derivesCachePricesInAnthropicsProtocol() {
    with(
        table -> {
          ProviderTable.Target claude = table.find("anthropic/claude").orElseThrow();
          Price price =
              claude
                  .provider()
                  .models()
                  .describe(claude.named(), claude.model())
                  .price()
                  .orElseThrow();
          assertThat(price.of(new TokenUsage(1_000_000, 1_000_000, 0, 0, 0, false)))
              .isEqualTo(new Money(300_000, "USD"));
          assertThat(price.of(new TokenUsage(1_000_000, 0, 1_000_000, 0, 0, false)))
              .isEqualTo(new Money(3_750_000, "USD"));
          assertThat(claude.provider().switches().cacheMarks()).isTrue();
        },
        "chat.llm.providers.anthropic.api-key=sk-1",
        "chat.llm.models[anthropic/claude].input=3",
        "chat.llm.models[anthropic/claude].output=15");
  }

  @Test
  void doesNotMarkDeepSeeksMessages() {
    with(
        table ->
            assertThat(table.find("ds/m").orElseThrow().provider().switches().cacheMarks())
                .isFalse(),
        "chat.llm.providers.ds.protocol=anthropic",
        "chat.llm.providers.ds.api-key=sk-1",
        "chat.llm.providers.ds.base-url=https://api.deepseek.com/anthropic");
  }

  @Test
  void extraBodyOfAModelOverridesThatOfAll() {
    with(
        table ->
            assertThat(
                    table
                        .find("inhouse/m")
                        .orElseThrow()
                        .provider()
                        .models()
                        .facts("m")
                        .extraBody()
                        .fields())
                .containsExactly(Map.entry("top_p", "0.5"), Map.entry("seed", "1")),
        "chat.llm.providers.inhouse.base-url=http://127.0.0.1:1",
        "chat.llm.providers.inhouse.extra-body={\"top_p\": 0.9, \"seed\": 1}",
        "chat.llm.models[inhouse/m].extra-body={\"top_p\": 0.5}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat.llm.extra-body=nothing                             | LLM_EXTRA_BODY (chat.llm.extra-body) is not JSON
          chat.llm.extra-body={"stream": false}                   | LLM_EXTRA_BODY (chat.llm.extra-body) holds "stream"
          chat.llm.extra-body.top_p=1                             | chat.llm.extra-body is a mapping
          chat.llm.providers.inhouse.extra-body.top_p=1           | chat.llm.providers.inhouse.extra-body is a mapping
          chat.llm.providers.inhouse.extra-body=[]                | chat.llm.providers.inhouse.extra-body is not one JSON object
          chat.llm.models[inhouse/m].extra-body.top_p=1           | chat.llm.models[inhouse/m].extra-body is a mapping
          chat.llm.models[inhouse/m].extra-body={"messages": []}  | chat.llm.models[inhouse/m].extra-body holds "messages"
          chat.llm.context-tokens=17                              | LLM_CONTEXT_TOKENS (chat.llm.context-tokens) is out of range
          chat.llm.providers.inhouse.user-field=visitor           | chat.llm.providers.inhouse.user-field is not known
          chat.llm.providers.inhouse.reasoning-field=thoughts     | chat.llm.providers.inhouse.reasoning-field is not known
          """)
  void refusesAWrongRequestSetting(String setting, String complaint) {
    new ApplicationContextRunner()
        .withBean(TimeSource.class, () -> Adapters.TIME)
        .withUserConfiguration(LlmConfiguration.class)
        .withPropertyValues(
            "chat.llm.providers.inhouse.base-url=http://127.0.0.1:1",
            "chat.llm.models[inhouse/m].context=1000",
            setting)
        .run(started ->
            assertThat(started.getStartupFailure()).rootCause().hasMessageStartingWith(complaint));
  }

  @Test
  void presetsNeedAKeyOrAnAddress() {
    with(
        table -> {
          assertThat(where(table, "anthropic/claude"))
              .isEqualTo("https://api.anthropic.com claude");
          assertThat(where(table, "openrouter/x-ai/grok"))
              .isEqualTo("https://openrouter.ai/api/v1 x-ai/grok");
          assertThat(where(table, "ollama/qwen3:4b")).isEqualTo("http://127.0.0.1:2/v1 qwen3:4b");
          assertThat(where(table, "vllm/m")).isEqualTo("http://127.0.0.1:3/api m");
          assertThat(where(table, "groq/m")).isEqualTo("http://127.0.0.1:2/v1 groq/m");
          assertThat(where(table, "m")).isEqualTo("http://127.0.0.1:2/v1 m");
          assertThat(table.known())
              .containsExactly(
                  "anthropic/<model>",
                  "ollama/<model>",
                  "ollama/qwen3:4b",
                  "openrouter/<model>",
                  "vllm/<model>");
        },
        "chat.llm.providers.anthropic.api-key=k",
        "chat.llm.providers.openrouter.api-key=k",
        "chat.llm.providers.ollama.base-url=http://127.0.0.1:2",
        "chat.llm.providers.vllm.base-url=http://127.0.0.1:3/api",
        "chat.llm.providers.groq.api-key=",
        "chat.llm.model=ollama/qwen3:4b");
  }

  @Test
  void putsTheModelIntoThePathForAzure() {
    with(
        table ->
            assertThat(table.find("azure/my model").orElseThrow().provider())
                .satisfies(azure ->
                    assertThat(azure.endpoint().completions("my model", false))
                        .hasToString(
                            "https://r.openai.azure.com/openai/deployments/my%20model"
                                + "/chat/completions?api-version=2024-10-21")),
        "chat.llm.providers.azure.api-key=k",
        "chat.llm.providers.azure.base-url=https://r.openai.azure.com");
    with(
        table ->
            assertThat(
                    table
                        .find("azure/m")
                        .orElseThrow()
                        .provider()
                        .endpoint()
                        .completions("m", false))
                .hasToString("https://r.openai.azure.com/openai/v1/chat/completions"),
        "chat.llm.providers.azure.api-key=k",
        "chat.llm.providers.azure.base-url=https://r.openai.azure.com/openai/v1");
  }

  @Test
  void declaredModelsAreCompleteAndHaveAPrice() {
    new ApplicationContextRunner()
        .withBean(TimeSource.class, () -> Adapters.TIME)
        .withUserConfiguration(LlmConfiguration.class)
        .withPropertyValues(
            "chat.llm.providers.house.base-url=http://127.0.0.1:1/v1",
            "chat.llm.models[house/large].context=128000",
            "chat.llm.models[house/large].input=1",
            "chat.llm.models[house/large].cached-input=0.5",
            "chat.llm.models[house/large].output=2",
            "chat.llm.models[house/large].currency=EUR",
            "chat.llm.models[house/large].prefix-continuation=true",
            "chat.llm.model=house/large")
        .run(started -> {
          ModelCatalog models = started.getBean(ModelCatalog.class);
          LlmPort llm = started.getBean(LlmPort.class);
          assertThat(models.knows("house/large")).isTrue();
          assertThat(models.knows("house/small")).isFalse();
          assertThat(models.knows("small")).isFalse();
          assertThat(llm.model("house/large").contextTokens()).isEqualTo(128_000);
          assertThat(llm.model("house/large").continuesPrefix()).isTrue();
          assertThat(
                  llm.model("house/large")
                      .price()
                      .orElseThrow()
                      .of(new TokenUsage(10, 4, 3, 0, false)))
              .isEqualTo(new Money(14, "EUR"));
          assertThat(started.getBean(LlmDescription.class))
              .isEqualTo(new LlmDescription("127.0.0.1", "house/large", false));
        });
  }

  @Test
  void selectsTheProviderByTheModelNameAlone() {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      String address = provider.baseUri().resolve("/").toString();
      new ApplicationContextRunner()
          .withBean(TimeSource.class, () -> Adapters.TIME)
          .withUserConfiguration(LlmConfiguration.class)
          .withPropertyValues(
              KEY,
              "chat.llm.providers.deepseek.base-url=" + address,
              "chat.llm.providers.anthropic.api-key=k",
              "chat.llm.providers.anthropic.base-url=" + address,
              "chat.llm.providers.ollama.base-url=" + address)
          .run(started -> {
            LlmPort llm = started.getBean(LlmPort.class);
            assertThat(answers(llm, "deepseek/deepseek-v4-flash")).isEqualTo("word1 word2 ");
            assertThat(answers(llm, "anthropic/claude")).isEqualTo("word1 word2 ");
            assertThat(answers(llm, "ollama/qwen3:4b")).isEqualTo("word1 word2 ");
          });

      assertThat(provider.exchanges())
          .extracting(exchange -> exchange.request().path())
          .containsExactly("/chat/completions", "/v1/messages", "/v1/chat/completions");
    }
  }

  private static String answers(LlmPort llm, String model) {
    LlmRequest request =
        new LlmRequest(
            model,
            List.of(),
            List.of(new LlmMessage(LlmMessage.Role.USER, "script:words count=2 reasoning=1")),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            true,
            Optional.empty(),
            Optional.empty());
    List<LlmEvent> events = Adapters.readAll(llm.open(request));
    assertThat(Adapters.reasoning(events)).isEqualTo("thought1 ");
    return Adapters.text(events);
  }

  @Test
  void hasNoDefaultModelUnlessOneIsSet() {
    with(
        table -> assertThat(table.defaultModel()).isEmpty(),
        "chat.llm.providers.anthropic.api-key=k");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chat.llm.providers.ollama.base-url=ftp://secret | OLLAMA_BASE_URL",
        "chat.llm.providers.anthropic.api-key=se cret | ANTHROPIC_API_KEY",
        "chat.llm.providers.own.api-key=secret-1 | chat.llm.providers.own.base-url",
        "chat.llm.providers.openai.api-key=k,chat.llm.providers.openai.protocol=secret |"
            + " chat.llm.providers.openai.protocol",
        "chat.llm.providers.openai.api-key=k,chat.llm.providers.openai.first-payload=0s |"
            + " chat.llm.providers.openai.first-payload",
        "chat.llm.providers.openai.api-key=k,chat.llm.providers.openai.max-concurrent=0 |"
            + " chat.llm.providers.openai.max-concurrent",
        "chat.llm.providers.deepseek.api-key=k,chat.llm.models.secret.context=1 | chat.llm.models",
        "chat.llm.providers.deepseek.api-key=k,chat.llm.models[deepseek/m].context=0 |"
            + " chat.llm.models[deepseek/m]",
        "chat.llm.providers.deepseek.api-key=k,chat.llm.models[deepseek/m].input=1 |"
            + " chat.llm.models[deepseek/m]",
        "chat.llm.providers.deepseek.api-key=k,chat.llm.dialect=secret | LLM_DIALECT",
        "chat.llm.providers.groq.api-key=k,chat.llm.providers.mistral.api-key=k,chat.llm.model=m |"
            + " LLM_MODEL",
      })
  void namesAWrongSettingWithoutItsValue(String settings, String name) {
    new ApplicationContextRunner()
        .withBean(TimeSource.class, () -> Adapters.TIME)
        .withUserConfiguration(LlmConfiguration.class)
        .withPropertyValues(settings.split(","))
        .run(started ->
            assertThat(started)
                .getFailure()
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name)
                .hasMessageContaining("Allowed")
                .hasMessageNotContaining("secret"));
  }
}
