package io.chatframe.adapter.llm.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.scripted.Recordings;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.usage.Price;
import io.chatframe.domain.usage.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The streams of real hosts, each with its peculiarities, over a real socket. */
@Timeout(120)
final class FieldStreamsTest {
  private static final String HELLO = "Hello, Grüße 你好 👋";
  private static final TokenUsage ESTIMATED = new TokenUsage(0, 0, 0, 0, true);

  /** The result of a stream; {@link #ESTIMATED} if its host reports no usage. */
  record Expected(
      String stream, String reasoning, String text, FinishReason reason, TokenUsage usage) {}

  static final List<Expected> EXPECTED =
      List.of(
          hello("openai-gpt5", 19, 0, 331, 320),
          ended("openai-refusal", "I'm sorry, but I can't help with that.", filter(), 30, 9),
          hello("azure", 14, 0, 8, 0),
          new Expected("azure-filtered", "", "Mix the", filter(), ESTIMATED),
          new Expected("azure-filter-error", "", "Mix the", filter(), ESTIMATED),
          hello("deepseek-reasoner", "The user greets.", 13, 10, 60, 44),
          hello("openrouter-comments", "They say hi.", 22, 0, 35, 12),
          hello("groq-usage", "Hm.", 73, 0, 46, 30),
          hello("mistral-parts", 9, 0, 11, 0),
          hello("magistral", "Ils saluent.", 9, 0, 31, 0),
          hello("together", 17, 0, 7, 0),
          hello("fireworks", 12, 4, 8, 0),
          hello("gemini-thoughts", "**Considering** the greeting.", 24, 0, 537, 0),
          ended("gemini-recitation", "It was the best", filter(), 24, 4),
          hello("xai", "First, hi.", 12, 11, 342, 340),
          hello("perplexity", 8, 0, 6, 0),
          hello("cerebras", 30, 0, 9, 0),
          hello("cohere", 5, 0, 7, 0),
          hello("snowflake", 18, 0, 9, 0),
          hello("cloudflare", 33, 0, 12, 0),
          hello("cloudflare-own", 33, 0, 12, 0),
          hello("nim", 12, 0, 8, 0),
          hello("sambanova", 40, 0, 10, 0),
          ended("glm-sensitive", "Das geht", filter(), 11, 5),
          new Expected(
              "glm-window",
              "Viel",
              "Das geht",
              FinishReason.LENGTH,
              new TokenUsage(11, 0, 5, 0, false)),
          hello("moonshot", 19, 19, 13, 0),
          hello("qwen", "Okay", 15, 0, 44, 30),
          hello("qwen-null-word", 15, 0, 14, 0),
          hello("minimax", 54, 0, 14, 0),
          hello("stepfun", "Eh.", 21, 16, 9, 0),
          hello("hunyuan", 3, 0, 8, 0),
          hello("ollama-thinking", "Okay.", 26, 0, 80, 0),
          hello("vllm-continuous", 9, 0, 6, 0),
          hello("vllm-r1-no-parser", "Okay…\n", 9, 0, 20, 0),
          hello("llamacpp-progress", 25, 20, 8, 0),
          hello("llamacpp-nan", 25, 20, 8, 0),
          new Expected("lmstudio", "", HELLO, FinishReason.STOP, ESTIMATED),
          hello("tgi", 11, 0, 6, 0),
          hello("sglang", 14, 0, 8, 0),
          new Expected("koboldcpp", "", HELLO, FinishReason.STOP, ESTIMATED),
          hello("textgen-webui", 61, 0, 7, 0),
          hello("litellm", 16, 0, 9, 0),
          hello("huggingface", 16, 0, 9, 0),
          hello("gpt-oss-channels", "A greeting.", 70, 0, 30, 0),
          new Expected("done-only", "", HELLO, FinishReason.STOP, ESTIMATED),
          hello("empty-word", 4, 0, 6, 0),
          hello("unknown-word", 4, 0, 6, 0),
          hello("tool-word", 4, 0, 6, 0),
          ended("max-output", HELLO, FinishReason.LENGTH, 4, 6),
          hello("numeric-word", 4, 0, 6, 0),
          hello("object-word", 4, 0, 6, 0),
          hello("noise", 4, 0, 6, 0),
          hello("message-pieces", 4, 0, 6, 0),
          hello("message-grows", 4, 0, 6, 0),
          hello("text-pieces", 4, 0, 6, 0),
          hello("whole-pretty", "Hm.", 4, 0, 6, 0),
          hello("whole-compact", "Hm.", 4, 0, 6, 0),
          hello("json-lines", 4, 0, 6, 0),
          hello("data-over-lines", 4, 0, 6, 0),
          hello("no-blank-lines", 4, 0, 6, 0),
          hello("no-end", 4, 0, 6, 0),
          hello("bom", 4, 0, 6, 0),
          hello("usage-shrinks", 4, 0, 6, 0),
          hello("think-unclosed", 4, 0, 6, 0),
          hello("late-text", "Hm.", 4, 0, 6, 0),
          hello("error-after-the-end", 4, 0, 6, 0),
          marked("anthropic-thinking", "A greeting.", HELLO, FinishReason.STOP, 42),
          marked("anthropic-window", "", HELLO, FinishReason.LENGTH, 42),
          marked("anthropic-refusal", "", "Hello", filter(), 4),
          marked("anthropic-pause", "", HELLO, FinishReason.STOP, 42),
          hello("anthropic-glm", 50, 20, 9, 0),
          hello("anthropic-deepseek", "Hm.", 12, 0, 9, 0),
          marked("anthropic-bedrock", "", HELLO, FinishReason.STOP, 42),
          marked("anthropic-vertex", "", HELLO, FinishReason.STOP, 42),
          marked("anthropic-no-stop-word", "", HELLO, FinishReason.STOP, 42),
          hello("anthropic-whole", "Hm.", 5, 0, 9, 0));

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm chat = Adapters.talkingTo(provider);
  private final AnthropicLlm messages = Adapters.speakingMessages(provider);

  @AfterEach
  void close() {
    chat.close();
    messages.close();
    provider.close();
  }

  private static FinishReason filter() {
    return FinishReason.CONTENT_FILTER;
  }

  private static Expected hello(
      String stream, long input, long cached, long output, long reasoning) {
    return hello(stream, "", input, cached, output, reasoning);
  }

  private static Expected hello(
      String stream, String thought, long input, long cached, long output, long reasoning) {
    return new Expected(
        stream,
        thought,
        HELLO,
        FinishReason.STOP,
        new TokenUsage(input, cached, output, reasoning, false));
  }

  /** Of Anthropic's own stream: 25 fresh tokens, 1000 read from and 100 written to the cache. */
  private static Expected marked(
      String stream, String thought, String text, FinishReason reason, long output) {
    return new Expected(
        stream, thought, text, reason, new TokenUsage(1125, 1000, 100, output, 0, false));
  }

  private static Expected ended(
      String stream, String text, FinishReason reason, long input, long output) {
    return new Expected(stream, "", text, reason, new TokenUsage(input, 0, output, 0, false));
  }

  @ParameterizedTest
  @FieldSource("EXPECTED")
  void areReadExactly(Expected expected) {
    byte[] stream = Recordings.field(expected.stream());

    check(expected, read(expected.stream(), answer(expected.stream(), stream)));
  }

  @ParameterizedTest
  @FieldSource("EXPECTED")
  void areReadExactlyByteByByte(Expected expected) {
    byte[] stream = Recordings.field(expected.stream());

    check(
        expected,
        read(expected.stream(), answer(expected.stream(), stream).dripping(Duration.ofNanos(1))));
  }

  @ParameterizedTest
  @FieldSource("EXPECTED")
  void areReadExactlyWithOtherLineEndsAndAByteOrderMark(Expected expected) {
    String stream = new String(Recordings.field(expected.stream()), UTF_8);
    String other = stream.replace("\r\n", "\n").stripTrailing().replace("\n", "\r\n");
    String marked = other.startsWith("\uFEFF") ? other : "\uFEFF" + other;

    check(expected, read(expected.stream(), answer(expected.stream(), marked.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @CsvSource({
    // 1 token fresh at 2, 11 cached at 0.5, 342 generated at 8 dollars per million
    "xai, 2744",
    "gemini-thoughts, 4344",
    "openai-gpt5, 2686",
    "moonshot, 114",
    // 25 fresh at 2, 1000 cached at 0.5, 100 written to the cache at 2.5, 42 generated at 8
    "anthropic-thinking, 1136"
  })
  void areBilledAtTheirPrice(String stream, long micros) {
    Price price =
        new Price(
            new BigDecimal("2"),
            new BigDecimal("0.5"),
            new BigDecimal("2.5"),
            new BigDecimal("8"),
            "USD");

    List<LlmEvent> events = read(stream, answer(stream, Recordings.field(stream)));

    LlmEvent.Finished finished = (LlmEvent.Finished) events.getLast();
    assertThat(price.of(finished.usage().orElseThrow()).micros()).isEqualTo(micros);
  }

  private static ScriptedAnswer answer(String stream, byte[] bytes) {
    boolean json = stream.contains("whole") || stream.equals("json-lines");
    String type = json ? "application/json" : "text/event-stream";
    return ScriptedAnswer.of(200, Map.of("Content-Type", type), bytes);
  }

  private List<LlmEvent> read(String stream, ScriptedAnswer answer) {
    provider.answerWith(answer);
    return Adapters.readAll(open(stream));
  }

  private LlmStream open(String stream) {
    return (stream.startsWith("anthropic") ? messages : chat).open(Adapters.asking("?"));
  }

  private static void check(Expected expected, List<LlmEvent> events) {
    assertThat(Adapters.text(events)).isEqualTo(expected.text());
    assertThat(Adapters.reasoning(events)).isEqualTo(expected.reasoning());
    LlmEvent.Finished finished = (LlmEvent.Finished) events.getLast();
    assertThat(finished.reason()).isEqualTo(expected.reason());
    TokenUsage usage = finished.usage().orElseThrow();
    if (expected.usage().estimated()) {
      assertThat(usage.estimated()).isTrue();
      assertThat(usage.input()).isPositive();
      assertThat(usage.output()).isPositive();
    } else {
      assertThat(usage).isEqualTo(expected.usage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openrouter-broken, Hel, unavailable, 27",
    "glm-network-error, Das geht, broken, 16",
    "vllm-abort, Hel, broken, 0",
  })
  void keepTheirTextAndUsageIfTheyEndWithAnError(
      String stream, String text, String kind, long tokens) {
    provider.answerWith(answer(stream, Recordings.field(stream)));
    LlmStream opened = open(stream);
    List<LlmEvent> events = new ArrayList<>();

    LlmException failed =
        catchThrowableOfType(
            LlmException.class,
            () -> {
              while (events.size() < 100) {
                events.add(opened.next());
              }
            });

    assertThat(failed.failure().kind()).isEqualTo(kind);
    assertThat(Adapters.text(events)).isEqualTo(text);
    assertThat(failed.usage().map(usage -> usage.input() + usage.output()))
        .isEqualTo(tokens == 0 ? Optional.empty() : Optional.of(tokens));
    assertThat(failed.failure()).isNotInstanceOf(LlmFailure.Closed.class);
    opened.close();
  }
}
