package io.chatframe.adapter.llm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmPortContract;
import io.chatframe.domain.port.llm.LlmRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoLlmTest extends LlmPortContract {
  private final DemoLlm llm = new DemoLlm(Adapters.TIME, Duration.ZERO);
  private String question = "Hello?";

  @Override
  protected Optional<LlmPort> blank() {
    return Optional.empty();
  }

  @Override
  protected Optional<Integer> requestsSent() {
    return Optional.empty();
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of(Capability.CONTINUES_PREFIX);
  }

  @Override
  protected String answering() {
    return "demo";
  }

  @Override
  protected LlmPort talking() {
    return asked("Hello?");
  }

  @Override
  protected LlmPort silentAfterOnePiece() {
    // One word of one letter is one piece.
    return asked("/stall 1");
  }

  @Override
  protected LlmPort silent() {
    return asked("/stall 0");
  }

  @Override
  protected LlmPort failingAfterOnePiece() {
    return asked("/cut 1");
  }

  @Override
  protected String question() {
    return question;
  }

  private LlmPort asked(String command) {
    question = command;
    return llm;
  }

  @Test
  void welcomesANewcomerWithATourOfThePage() {
    List<LlmEvent> events = answer("Hello?");

    assertThat(Adapters.reasoning(events)).isEqualTo(DemoTour.REASONING);
    assertThat(Adapters.text(events))
        .isEqualTo(DemoTour.TOUR)
        .contains("**demo**", "```html", "|:--|", "$$", "- [x]", "DEEPSEEK_API_KEY");
  }

  @Test
  void explainsInLaterAnswersHowToSetAKey() {
    LlmRequest later =
        new LlmRequest(
            "demo",
            List.of(),
            List.of(
                new LlmMessage(LlmMessage.Role.USER, "Hello?"),
                new LlmMessage(LlmMessage.Role.ASSISTANT, "Welcome"),
                new LlmMessage(LlmMessage.Role.USER, "What is the time?")),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            false,
            Optional.empty(),
            Optional.empty());

    List<LlmEvent> events = Adapters.readAll(llm.open(later));

    assertThat(Adapters.text(events)).contains("demo", "DEEPSEEK_API_KEY", ".env");
    assertThat(Adapters.reasoning(events)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/long 1, 1", "/long 2000, 2000", "/long, 500", "/long 99999999, 20000"})
  void writesAsManyWordsAsTheCommandAsks(String command, int words) {
    String text = Adapters.text(answer(command));

    assertThat(text.split("\\s+", -1)).hasSize(words);
  }

  @Test
  void failsAsTheCommandAsks() {
    assertThat(failure("/fail 429")).isInstanceOf(LlmFailure.RateLimited.class);
    assertThat(failure("/fail 401")).isEqualTo(new LlmFailure.NotAuthorised(401));
    assertThat(failure("/fail 503")).isInstanceOf(LlmFailure.Overloaded.class);
    assertThat(failure("/fail")).isInstanceOf(LlmFailure.RateLimited.class);
    assertThat(failure("/cut")).isInstanceOf(LlmFailure.Broken.class);
  }

  @Test
  void readsTheFirstLineAsTheCommandOrListsAllCommands() {
    assertThat(Adapters.text(answer("/long 3\n\n<page>x</page>")).split(" ", -1)).hasSize(3);
    assertThat(Adapters.text(answer("/help"))).isEqualTo(DemoTour.COMMANDS);
    assertThat(Adapters.text(answer("/what"))).isEqualTo(DemoTour.COMMANDS);
  }

  @Test
  void marksItsUsageAsEstimated() {
    LlmEvent last = answer("/long 10").getLast();

    assertThat(last)
        .isInstanceOfSatisfying(
            LlmEvent.Finished.class,
            finished -> {
              assertThat(finished.reason()).isEqualTo(FinishReason.STOP);
              assertThat(finished.usage())
                  .hasValueSatisfying(usage -> {
                    assertThat(usage.estimated()).isTrue();
                    assertThat(usage.output()).isPositive();
                  });
            });
  }

  @Test
  void streamsAtAReadablePace() {
    DemoLlm paced = new DemoLlm(Adapters.TIME, Duration.ofMillis(10));
    long start = System.nanoTime();

    int pieces = Adapters.readAll(paced.open(Adapters.asking("/long 10"))).size() - 1;

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(10L * pieces));
  }

  @Test
  void continuesTheBeginningOfItsAnswer() {
    assertThat(llm.model("demo").continuesPrefix()).isTrue();
    String whole = Adapters.text(answer("/long 30"));
    String said = whole.substring(0, 25);

    assertThat(said + Adapters.text(continuing("/long 30", said))).isEqualTo(whole);
    String cut = "All it was asked to say.";
    assertThat(Adapters.text(continuing("/cut", cut))).isNotBlank();
  }

  private List<LlmEvent> continuing(String asked, String said) {
    LlmRequest asking = Adapters.asking(asked);
    return Adapters.readAll(
        llm.open(
            new LlmRequest(
                asking.model(),
                asking.fallbacks(),
                asking.messages(),
                Optional.of(said),
                asking.temperature(),
                asking.maxTokens(),
                asking.reasoning(),
                asking.reasoningEffort(),
                asking.endUser())));
  }

  private List<LlmEvent> answer(String asked) {
    return Adapters.readAll(llm.open(Adapters.asking(asked)));
  }

  private LlmFailure failure(String asked) {
    try {
      List<LlmEvent> events = answer(asked);
      throw new AssertionError("Expected a failure, but got " + events.size() + " events");
    } catch (LlmException e) {
      return e.failure();
    }
  }
}
