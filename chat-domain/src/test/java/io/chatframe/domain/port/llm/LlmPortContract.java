package io.chatframe.domain.port.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of every {@link LlmPort}. A subclass makes its provider answer, stay silent and
 * fail.
 */
@Timeout(60)
public abstract class LlmPortContract {
  private static final Duration PROMPTLY = Duration.ofSeconds(1);

  /** Optional features of a provider; the contract checks that undeclared ones are absent. */
  public enum Capability {
    /** Continues a given beginning of an answer. */
    CONTINUES_PREFIX,
    /** Sends reasoning before the answer. */
    REASONS,
    /** Reports token counts. */
    COUNTS_TOKENS
  }

  /** The features of {@link #talking}. */
  protected abstract Set<Capability> capabilities();

  /** The model that answers if {@code a-model} is requested. */
  protected String answering() {
    return "a-model";
  }

  /** Makes the next stream answer with at least two pieces of text and finish. */
  protected abstract LlmPort talking();

  /**
   * Makes the next stream send one piece of text and then nothing, for longer than a test waits.
   */
  protected abstract LlmPort silentAfterOnePiece();

  /** Makes the next stream send nothing at all, for longer than a test waits. */
  protected abstract LlmPort silent();

  /** Makes the next stream fail after one piece of text. */
  protected abstract LlmPort failingAfterOnePiece();

  /** Makes the next stream finish with white space at most; empty if the provider cannot. */
  protected abstract Optional<LlmPort> blank();

  /** The question that triggers the behaviour above; a subclass may choose the words. */
  protected String question() {
    return "Hello?";
  }

  /** The number of requests that reached the provider; empty if unknown. */
  protected abstract Optional<Integer> requestsSent();

  @Test
  final void endsWithFinishedAndOnlyThen() {
    LlmPort llm = talking();

    List<LlmEvent> events = readAll(llm);

    assertThat(events.getLast()).isInstanceOf(LlmEvent.Finished.class);
    assertThat(events.subList(0, events.size() - 1)).noneMatch(LlmEvent.Finished.class::isInstance);
    assertThat(events.stream().filter(LlmEvent.Text.class::isInstance).count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  final void givesNoEmptyPiece() {
    LlmPort llm = talking();

    List<LlmEvent> events = readAll(llm);

    assertThat(events)
        .noneMatch(event -> event instanceof LlmEvent.Text(String piece) && piece.isEmpty())
        .noneMatch(event -> event instanceof LlmEvent.Reasoning(String piece) && piece.isEmpty());
  }

  @Test
  final void canDoWhatIsDeclaredAndNothingElse() {
    LlmPort llm = talking();

    List<LlmEvent> events = readAll(llm);

    LlmEvent.Finished finished = (LlmEvent.Finished) events.getLast();
    assertThat(llm.model("a-model").continuesPrefix())
        .isEqualTo(capabilities().contains(Capability.CONTINUES_PREFIX));
    assertThat(events.stream().anyMatch(LlmEvent.Reasoning.class::isInstance))
        .isEqualTo(capabilities().contains(Capability.REASONS));
    assertThat(finished.usage().filter(usage -> !usage.estimated()).isPresent())
        .isEqualTo(capabilities().contains(Capability.COUNTS_TOKENS));
  }

  @Test
  final void finishesOnlyAfterTextThatCanBeSeen() {
    blank()
        .ifPresent(llm ->
            assertThatThrownBy(() -> readAll(llm))
                .asInstanceOf(type(LlmException.class))
                .extracting(LlmException::failure)
                .isInstanceOf(LlmFailure.EmptyAnswer.class));
  }

  @Test
  final void reasonsBeforeItAnswers() {
    List<LlmEvent> events = readAll(talking());

    assertThat(events.stream().dropWhile(event -> !(event instanceof LlmEvent.Text)))
        .noneMatch(LlmEvent.Reasoning.class::isInstance);
  }

  @Test
  final void describesAnyModelAndNamesTheOneThatAnswers() {
    LlmPort llm = talking();

    try (LlmStream stream = llm.open(request())) {
      assertThat(stream.model()).isEqualTo(answering());
      assertThat(stream.next()).isNotNull();
      assertThat(stream.model()).isEqualTo(answering());
    }
    assertThat(llm.model("a-model").name()).isEqualTo("a-model");
    assertThat(llm.model("a-model").contextTokens()).isPositive();
  }

  @Test
  final void servesSeveralStreamsOneAfterAnother() {
    assertThat(readAll(talking()).getLast()).isInstanceOf(LlmEvent.Finished.class);
    assertThat(readAll(talking()).getLast()).isInstanceOf(LlmEvent.Finished.class);
  }

  @Test
  final void sendsNothingBeforeTheFirstNext() {
    LlmPort llm = talking();

    try (LlmStream stream = llm.open(request())) {
      assertThat(requestsSent().orElse(0)).isZero();
      assertThat(stream.next()).isNotNull();
      assertThat(requestsSent().orElse(1)).isEqualTo(1);
    }
  }

  @Test
  final void aStreamClosedBeforeItsFirstNextIsClosedAndSendsNothing() {
    LlmStream stream = talking().open(request());

    stream.close();

    assertClosed(stream);
    assertThat(requestsSent().orElse(0)).isZero();
  }

  @Test
  final void closeEndsANextThatWaitsForTheFirstPiece() throws Exception {
    LlmStream stream = silent().open(request());
    Reader reader = Reader.of(stream::next);

    stream.close();

    reader.assertClosedWithin(PROMPTLY);
  }

  @Test
  final void closeEndsANextThatWaitsBetweenPieces() throws Exception {
    LlmStream stream = silentAfterOnePiece().open(request());
    readUntilText(stream);
    Reader reader = Reader.of(stream::next);

    stream.close();

    reader.assertClosedWithin(PROMPTLY);
  }

  @Test
  final void closeIsIdempotentAndForGood() {
    LlmStream stream = silentAfterOnePiece().open(request());
    readUntilText(stream);

    stream.close();
    stream.close();

    assertClosed(stream);
    assertClosed(stream);
  }

  @Test
  final void closingAFinishedStreamIsHarmless() {
    LlmStream stream = talking().open(request());
    LlmEvent event = stream.next();
    while (!(event instanceof LlmEvent.Finished)) {
      event = stream.next();
    }

    stream.close();
    stream.close();
  }

  @Test
  final void anInterruptEndsTheStreamAndStaysVisible() throws Exception {
    LlmStream stream = silent().open(request());
    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    Reader reader =
        Reader.of(() -> {
          try {
            return stream.next();
          } finally {
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
          }
        });

    reader.interrupt();

    reader.assertClosedWithin(PROMPTLY);
    assertThat(stillInterrupted.get(1, TimeUnit.SECONDS)).isTrue();
    stream.close();
  }

  @Test
  final void whatCameBeforeAFailureIsGiven() {
    LlmStream stream = failingAfterOnePiece().open(request());

    readUntilText(stream);

    assertThatThrownBy(() -> drain(stream))
        .asInstanceOf(type(LlmException.class))
        .extracting(LlmException::failure)
        .isNotInstanceOf(LlmFailure.Closed.class);
    stream.close();
  }

  @Test
  final void nothingComesAfterAFailure() {
    try (LlmStream stream = failingAfterOnePiece().open(request())) {
      assertThatThrownBy(() -> drain(stream)).isInstanceOf(LlmException.class);

      assertThatThrownBy(stream::next).isInstanceOf(LlmException.class);
    }
  }

  protected final LlmRequest request() {
    return new LlmRequest(
        "a-model",
        List.of(),
        List.of(
            new LlmMessage(LlmMessage.Role.SYSTEM, "Be kind."),
            new LlmMessage(LlmMessage.Role.USER, question())),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  private List<LlmEvent> readAll(LlmPort llm) {
    try (LlmStream stream = llm.open(request())) {
      List<LlmEvent> events = new ArrayList<>();
      do {
        events.add(stream.next());
      } while (!(events.getLast() instanceof LlmEvent.Finished));
      return events;
    }
  }

  private static void readUntilText(LlmStream stream) {
    LlmEvent event = stream.next();
    while (!(event instanceof LlmEvent.Text)) {
      assertThat(event).isNotInstanceOf(LlmEvent.Finished.class);
      event = stream.next();
    }
  }

  private static void drain(LlmStream stream) {
    LlmEvent event = stream.next();
    while (!(event instanceof LlmEvent.Finished)) {
      event = stream.next();
    }
  }

  private static void assertClosed(LlmStream stream) {
    assertThatThrownBy(stream::next)
        .asInstanceOf(type(LlmException.class))
        .extracting(LlmException::failure)
        .isInstanceOf(LlmFailure.Closed.class);
  }

  /** A thread that is known to be blocked in its call. */
  private record Reader(Thread thread, CompletableFuture<LlmEvent> result) {
    static Reader of(Supplier<LlmEvent> call) {
      CompletableFuture<LlmEvent> result = new CompletableFuture<>();
      AtomicReference<Thread> blocked = new AtomicReference<>();
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                blocked.set(Thread.currentThread());
                try {
                  result.complete(call.get());
                } catch (LlmException e) {
                  result.completeExceptionally(e);
                }
              });
      // Blocked in a socket or a queue: a stream that computes would be runnable.
      await().pollInterval(Duration.ofMillis(5)).until(() -> result.isDone() || isWaiting(thread));
      return new Reader(thread, result);
    }

    private static boolean isWaiting(Thread thread) {
      return thread.getState() == Thread.State.WAITING
          || thread.getState() == Thread.State.TIMED_WAITING;
    }

    void interrupt() {
      thread.interrupt();
    }

    void assertClosedWithin(Duration limit) throws InterruptedException, TimeoutException {
      try {
        LlmEvent event = result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        throw new AssertionError("Expected the stream to be closed, but it gave " + event);
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .asInstanceOf(type(LlmException.class))
            .extracting(LlmException::failure)
            .isInstanceOf(LlmFailure.Closed.class);
      }
    }
  }
}
