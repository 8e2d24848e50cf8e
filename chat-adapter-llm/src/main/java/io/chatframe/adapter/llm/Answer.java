package io.chatframe.adapter.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.TokenUsage;
import io.chatframe.domain.port.LlmEvent;
import io.chatframe.domain.port.LlmFailure;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What one exchange has told so far, whatever the protocol; bounded. For one thread. */
final class Answer {
  /** UTF-16 code units of reasoning and answer together. */
  private static final int MAX_TEXT = 1 << 20;

  /** Where nobody counted: four bytes of UTF-8 are about a token in most scripts. */
  private static final int BYTES_PER_TOKEN = 4;

  private final Queue<LlmEvent> events = new ArrayDeque<>();
  private final Seam seam;
  private final ThinkTags tags;
  private final long asked;
  private @Nullable FinishReason reason;
  private Optional<TokenUsage> usage = Optional.empty();
  private boolean done;
  private int length;
  private long reasoned;
  private long told;

  /**
   * An answer to be filled.
   *
   * @param seam where it goes on from, if it goes on
   * @param asked bytes of what the model was given to read
   */
  Answer(Seam seam, long asked) {
    this.seam = seam;
    this.asked = asked;
    // What goes on from a text said before has thought before.
    tags = new ThinkTags(seam.sent().isEmpty(), this::addReasoning, this::addText);
  }

  /** The next event, if one has been told. */
  @Nullable LlmEvent poll() {
    return events.poll();
  }

  void queued() {
    events.add(new LlmEvent.Queued());
  }

  /** The model thinks, and shows nothing of it. */
  void thinking() {
    events.add(new LlmEvent.Thinking());
  }

  void reasoning(String piece) throws AttemptFailedException {
    bound(piece);
    if (!piece.isEmpty()) {
      addReasoning(piece);
    }
  }

  void text(String piece) throws AttemptFailedException {
    bound(piece);
    tags.take(seam.mend(piece));
  }

  void finish(FinishReason why) {
    reason = why;
  }

  void usage(TokenUsage used) {
    usage = Optional.of(used);
  }

  /** The protocol's own mark of the end was read. */
  void done() {
    done = true;
  }

  boolean isDone() {
    return done;
  }

  /** Whether the model has said why it came to its end. */
  boolean isFinished() {
    return reason != null;
  }

  /**
   * Nothing more is read: the last event is {@link LlmEvent.Finished}.
   *
   * @throws AttemptFailedException where the model never said that it came to its end
   */
  void end() throws AttemptFailedException {
    if (reason == null) {
      throw new AttemptFailedException(
          new LlmFailure.Broken("the answer ended without a finish reason"), false);
    }
    tags.end();
    events.add(new LlmEvent.Finished(reason, usage.or(() -> Optional.of(estimate()))));
  }

  private TokenUsage estimate() {
    long reasoning = tokens(reasoned);
    return new TokenUsage(tokens(asked), 0, reasoning + tokens(told), reasoning, true);
  }

  private static long tokens(long bytes) {
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  private void bound(String piece) throws AttemptFailedException {
    length += piece.length();
    if (length > MAX_TEXT) {
      throw new AttemptFailedException(new LlmFailure.TooLong("the answer"), false);
    }
  }

  private void addReasoning(String piece) {
    reasoned += Utf8.length(piece);
    events.add(new LlmEvent.Reasoning(piece));
  }

  private void addText(String piece) {
    told += Utf8.length(piece);
    events.add(new LlmEvent.Text(piece));
  }
}
