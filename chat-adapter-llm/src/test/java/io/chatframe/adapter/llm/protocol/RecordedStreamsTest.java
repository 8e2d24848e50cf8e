package io.chatframe.adapter.llm.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.answer.AnswerReader;
import io.chatframe.adapter.llm.answer.FinishWords;
import io.chatframe.adapter.llm.answer.ModelHabit;
import io.chatframe.adapter.llm.answer.ReceivedAnswer;
import io.chatframe.adapter.llm.answer.Seam;
import io.chatframe.adapter.llm.answer.SseReader;
import io.chatframe.adapter.llm.provider.Secret;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.adapter.llm.scripted.Recordings;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.usage.TokenUsage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers send is read exactly, however it is split. */
final class RecordedStreamsTest {
  private static final FinishWords WORDS = new FinishWords("recorded");

  private static final List<String> FRAGMENTS =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "-1",
          "1e999",
          "\"\\ud800\"",
          "[[[[",
          "<think>",
          "</think>",
          "\n\n",
          "data:",
          "data: [DONE]\n\n",
          "event: error\n",
          ",\"error\":1",
          ",\"choices\":{}",
          ",\"usage\":[]",
          "\uFEFF",
          "\0");

  record Expected(
      String recording,
      String reasoning,
      String text,
      FinishReason reason,
      Optional<TokenUsage> usage) {
    boolean isMessages() {
      return recording.startsWith("anthropic");
    }
  }

  static final List<Expected> EXPECTED =
      List.of(
          expected(
              "deepseek-thinking",
              "The visitor greets me, so 你好 fits.",
              "Hello! Grüße, 你好, 👋🏽\n\n| a | b |\n|---|---|\n| \\(x\\) | \"q\" |",
              new TokenUsage(42, 32, 31, 12, false)),
          new Expected(
              "deepseek-length",
              "",
              "One, two, three, fo",
              FinishReason.LENGTH,
              Optional.of(new TokenUsage(9, 0, 4, 0, false))),
          expected("deepseek-queued", "", "At last.", new TokenUsage(5, 0, 3, 0, false)),
          expected(
              "deepseek-tools",
              "Which weather?",
              "I look it up.",
              new TokenUsage(300, 256, 40, 8, false)),
          expected("deepseek-usage-apart", "", "Yes.", new TokenUsage(12, 0, 2, 0, false)),
          expected("openai", "", "Naïve café 😀!", new TokenUsage(20, 8, 6, 0, false)),
          expected("openrouter", "Short.", "Bonjour à tous", new TokenUsage(11, 4, 7, 2, false)),
          expected("groq", "", "Fast!", new TokenUsage(18, 0, 3, 0, false)),
          expected("mistral", "Voyons.", "Oui, oui.", new TokenUsage(8, 0, 7, 0, false)),
          new Expected(
              "vllm",
              "Hm.",
              "日本語",
              FinishReason.LENGTH,
              Optional.of(new TokenUsage(9, 0, 5, 0, false))),
          expected("llamacpp", "", "Local words", new TokenUsage(25, 20, 3, 0, false)),
          expected(
              "think-tags",
              "Is 1 < 2? Yes</b>",
              "1 < 2, and <think> is a tag.",
              new TokenUsage(5, 0, 20, 0, false)),
          new Expected(
              "ollama",
              "Okay, a joke.",
              "Why did the chicken …",
              FinishReason.STOP,
              Optional.empty()),
          new Expected(
              "odd-but-right", "", "Split by CR 😀 ende", FinishReason.STOP, Optional.empty()),
          expected(
              "anthropic",
              "A greeting, then 👋.",
              "Hello 世界!",
              new TokenUsage(1125, 1000, 100, 17, 0, false)));

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final OpenAiCompatibleLlm llm = Adapters.talkingTo(provider);
  private final AnthropicLlm messages = Adapters.speakingMessages(provider);

  @AfterEach
  void close() {
    llm.close();
    messages.close();
    provider.close();
  }

  private static Expected expected(
      String recording, String reasoning, String text, TokenUsage usage) {
    return new Expected(recording, reasoning, text, FinishReason.STOP, Optional.of(usage));
  }

  @ParameterizedTest
  @FieldSource("EXPECTED")
  void areReadExactlyOverASocket(Expected expected) {
    byte[] recording = Recordings.bytes(expected.recording());

    for (int i = 0; i < recording.length; i += 101) {
      provider.answerWith(ScriptedAnswer.stream(recording).splitAt(i));
      check(
          expected,
          Adapters.readAll((expected.isMessages() ? messages : llm).open(Adapters.asking("?"))));
    }
  }

  @ParameterizedTest
  @FieldSource("EXPECTED")
  void areReadExactlyHoweverTheyAreSplit(Expected expected) throws Exception {
    byte[] recording = Recordings.bytes(expected.recording());

    for (int i = 0; i <= recording.length; i++) {
      check(expected, read(expected.isMessages(), recording, i));
    }
  }

  @ParameterizedTest
  @FieldSource("EXPECTED")
  void areReadTheSameWithEveryLineEndAndMoreWhiteSpace(Expected expected) throws Exception {
    String recording = new String(Recordings.bytes(expected.recording()), UTF_8);
    if (recording.contains("\r")) {
      return;
    }
    String spread = recording.replace("\":", "\" : ").replace(",\"", " ,\t\"");

    check(
        expected, read(expected.isMessages(), recording.replace("\n", "\r\n").getBytes(UTF_8), 0));
    check(expected, read(expected.isMessages(), recording.replace("\n", "\r").getBytes(UTF_8), 0));
    check(
        expected,
        read(expected.isMessages(), recording.replace("data: ", "data:").getBytes(UTF_8), 0));
    if (expected.text().equals("Hello 世界!")) {
      check(expected, read(true, spread.getBytes(UTF_8), 0));
    }
  }

  @ParameterizedTest
  @FieldSource("EXPECTED")
  void areReadTheSameWithoutTheDoneMarker(Expected expected) throws Exception {
    String recording = new String(Recordings.bytes(expected.recording()), UTF_8);
    String unmarked =
        recording
            .replaceFirst("data: ?\\[DONE\\]\\s*\\z", "")
            .replaceFirst("event: message_stop\\s+data: .*\\s*\\z", "");

    check(expected, read(expected.isMessages(), unmarked.getBytes(UTF_8), 0));
  }

  private static void check(Expected expected, List<LlmEvent> events) {
    assertThat(Adapters.reasoning(events)).isEqualTo(expected.reasoning());
    assertThat(Adapters.text(events)).isEqualTo(expected.text());
    LlmEvent.Finished finished = (LlmEvent.Finished) events.getLast();
    assertThat(finished.reason()).isEqualTo(expected.reason());
    TokenUsage usage = finished.usage().orElseThrow();
    if (expected.usage().isPresent()) {
      assertThat(usage).isEqualTo(expected.usage().get());
    } else {
      assertThat(usage.estimated()).isTrue();
      assertThat(usage.output()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "1e999", "-5"})
  void areReadWithAnyUsage(String number) throws Exception {
    for (String recording : List.of("anthropic", "deepseek-thinking", "openai")) {
      String told = new String(Recordings.bytes(recording), UTF_8);
      String absurd = told.replaceAll("_tokens\": ?\\d+", "_tokens\":" + number);
      assertThat(absurd).isNotEqualTo(told);

      List<LlmEvent> events = read(recording.equals("anthropic"), absurd.getBytes(UTF_8), 0);

      TokenUsage usage = ((LlmEvent.Finished) events.getLast()).usage().orElseThrow();
      assertThat(usage.input()).isBetween(0L, 3_000_000_000L);
      assertThat(usage.output()).isBetween(0L, 1_000_000_000L);
    }
  }

  /** However a stream is damaged, it is read to the end, or fails with an ordinary failure. */
  @Test
  void areReadOrFailHoweverTheyAreDamaged() throws Exception {
    Random random = new Random(20261123);
    // Longer on demand: -Dchat.fuzz.rounds=1000000
    int rounds = Integer.getInteger("chat.fuzz.rounds", 5_000);
    int finished = 0;
    for (int round = 0; round < rounds; round++) {
      int any = random.nextInt(EXPECTED.size() + FieldStreamsTest.EXPECTED.size());
      boolean recorded = any < EXPECTED.size();
      String name =
          recorded
              ? EXPECTED.get(any).recording()
              : FieldStreamsTest.EXPECTED.get(any - EXPECTED.size()).stream();
      byte[] stream = mutated(recorded ? Recordings.bytes(name) : Recordings.field(name), random);
      try {
        List<LlmEvent> events =
            read(name.startsWith("anthropic"), stream, random.nextInt(stream.length));
        assertThat(events.getLast()).isInstanceOf(LlmEvent.Finished.class);
        finished++;
      } catch (RequestFailedException e) {
        assertThat(e.failure()).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError(new String(stream, UTF_8), e);
      }
    }
    assertThat(finished).isPositive().isLessThan(rounds);
  }

  private static byte[] mutated(byte[] recording, Random random) throws IOException {
    byte[] stream = recording;
    for (int change = random.nextInt(1, 5); change > 0 && stream.length > 2; change--) {
      int from = random.nextInt(stream.length);
      int to = from + random.nextInt(Math.min(200, stream.length - from));
      var next = new ByteArrayOutputStream();
      next.write(stream, 0, from);
      switch (random.nextInt(5)) {
        case 0 -> next.write(random.nextInt(256));
        case 1 -> next.write(stream, from, 2 * (to - from) > stream.length - from ? 0 : to - from);
        case 2 -> next.write(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8));
        case 3 -> next.write(stream, from, to - from);
        default -> {}
      }
      int goesOn = random.nextBoolean() ? to : from;
      next.write(stream, goesOn, stream.length - goesOn);
      stream = next.toByteArray();
    }
    return stream;
  }

  /** Reads it like a request, in two reads split at {@code split}. */
  private static List<LlmEvent> read(boolean messages, byte[] stream, int split) throws Exception {
    SseReader reader =
        new SseReader(
            new SequenceInputStream(
                new ByteArrayInputStream(stream, 0, split),
                new ByteArrayInputStream(stream, split, stream.length - split)),
            () -> {});
    AnswerReader protocol =
        messages
            ? new MessagesEventJson(WORDS, Secret.NONE)
            : new ChatChunkJson(WORDS, Secret.NONE);
    ReceivedAnswer answer = new ReceivedAnswer(Seam.of("", false), 40, new ModelHabit());
    SseReader.Signal signal = reader.next();
    while (!answer.isDone() && !(signal instanceof SseReader.Signal.EndOfStream)) {
      if (signal instanceof SseReader.Signal.Event event) {
        try {
          protocol.read(event, answer);
        } catch (RequestFailedException e) {
          if (!answer.isWhole()) {
            throw e;
          }
          break;
        }
      }
      signal = reader.next();
    }
    answer.end();
    List<LlmEvent> events = new ArrayList<>();
    for (LlmEvent event = answer.poll(); event != null; event = answer.poll()) {
      events.add(event);
    }
    return events;
  }

  @Test
  void reportAnErrorInMidStream() {
    provider.answerWith(
        ScriptedAnswer.stream(Recordings.bytes("openrouter-error")),
        ScriptedAnswer.stream(Recordings.bytes("anthropic-error")));

    assertThat(failure(llm)).isInstanceOf(LlmFailure.Unavailable.class);
    assertThat(failure(messages)).isInstanceOf(LlmFailure.Overloaded.class);
    assertThat(provider.exchanges()).hasSize(2);
  }

  private static LlmFailure failure(LlmPort port) {
    return catchThrowableOfType(
            LlmException.class, () -> Adapters.readAll(port.open(Adapters.asking("?"))))
        .failure();
  }
}
