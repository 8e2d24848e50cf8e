package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.ProviderError;
import io.chatframe.domain.text.TextRule;
import io.chatframe.domain.usage.TokenUsage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one exchange so far, in any protocol; bounded. Text and reasoning are held back
 * until they have something to show: a blank answer is no answer. Not thread-safe.
 */
public final class ReceivedAnswer {
  /** UTF-16 code units of reasoning and answer together. */
  private static final int MAX_TEXT = 1 << 20;

  /** For estimates: a token is about four bytes of UTF-8 in most scripts. */
  private static final int BYTES_PER_TOKEN = 4;

  private final Queue<LlmEvent> events = new ArrayDeque<>();
  private final Seam seam;
  private final ThinkTags tags;
  private final long asked;
  private final Visible reasoning = new Visible();
  private final Visible text = new Visible();
  private @Nullable FinishReason reason;
  private @Nullable TokenUsage usage;
  private long writtenAtUsage;
  private boolean refused;
  private boolean done;
  private boolean reopened;
  private int length;

  /**
   * Creates an empty answer.
   *
   * @param seam where it continues a prefix, if it does
   * @param asked the size of the request in bytes
   * @param habit what is known about how the model writes
   */
  public ReceivedAnswer(Seam seam, long asked, ModelHabit habit) {
    this.seam = seam;
    this.asked = asked;
    // The thoughts of a continuation are over, and its text is not blank.
    boolean anew = seam.sent().isEmpty();
    text.shown = !anew;
    tags = new ThinkTags(anew, habit, new Told());
  }

  /** The next event; null if there is none yet. */
  public @Nullable LlmEvent poll() {
    return events.poll();
  }

  public void queued() {
    events.add(new LlmEvent.Queued());
  }

  /** Records that the model thinks without showing it. */
  public void thinking() {
    events.add(new LlmEvent.Thinking());
  }

  /** Adds a piece of reasoning that the protocol separates from text. */
  public void reasoning(String piece) throws RequestFailedException {
    bound(piece);
    if (!piece.isEmpty()) {
      tags.toldApart();
      reasoning.add(piece).ifPresent(more -> events.add(new LlmEvent.Reasoning(more)));
    }
  }

  public void text(String piece) throws RequestFailedException {
    bound(piece);
    reopened |= reason != null && !piece.isEmpty();
    tags.take(seam.mend(piece));
  }

  /** Adds a piece of what the model says instead of an answer. */
  public void refusal(String piece) throws RequestFailedException {
    refused |= !piece.isEmpty();
    text(piece);
  }

  /** Whether there is something to show. */
  boolean hasText() {
    return text.shown;
  }

  /** Sets the finish reason; a later {@code STOP} does not replace an earlier reason. */
  public void finish(FinishReason why) {
    if (reason == null || why != FinishReason.STOP) {
      reason = why;
    }
  }

  /** Sets the usage up to here. */
  public void usage(TokenUsage used) {
    usage = used;
    writtenAtUsage = reasoning.written + text.written;
  }

  /** Records that the protocol's own end mark was read. */
  public void done() {
    done = true;
  }

  public boolean isDone() {
    return done;
  }

  /** Whether the model has given a finish reason. */
  public boolean isFinished() {
    return reason != null;
  }

  /** Whether the answer is complete, whatever may follow. */
  public boolean isWhole() {
    return reason != null && text.shown && !reopened;
  }

  /** How much has been received, to detect progress. */
  public long written() {
    return length;
  }

  /**
   * Ends the answer: the last event is {@link LlmEvent.Finished}.
   *
   * @throws RequestFailedException if the model did not finish, or wrote no answer
   */
  public void end() throws RequestFailedException {
    if (reason == null && !done) {
      throw new RequestFailedException(
          new LlmFailure.Broken("the answer ended without a finish reason"), false);
    }
    FinishReason told = reason == null ? FinishReason.STOP : reason;
    FinishReason why = refused ? FinishReason.CONTENT_FILTER : told;
    tags.end(why == FinishReason.STOP);
    if (!text.shown) {
      LlmFailure failure =
          why == FinishReason.CONTENT_FILTER
              ? new LlmFailure.ContentFiltered(ProviderError.NONE)
              : new LlmFailure.EmptyAnswer(why);
      throw new RequestFailedException(failure, false);
    }
    events.add(new LlmEvent.Finished(why, Optional.of(used())));
  }

  /** Releases what was held back, because the exchange has failed. */
  public void breakOff() {
    tags.end(false);
  }

  /** The reported usage plus an estimate of what was written since; empty if none was reported. */
  public Optional<TokenUsage> usedSoFar() {
    if (usage == null) {
      return Optional.empty();
    }
    long since = tokens(reasoning.written + text.written - writtenAtUsage);
    return Optional.of(
        since <= 0 ? usage : estimated(usage, usage.input(), usage.output() + since));
  }

  /** The usage, estimated as far as it was not reported. */
  private TokenUsage used() {
    TokenUsage estimate = estimate();
    if (usage == null) {
      return estimate;
    }
    long input = usage.input() > 0 ? usage.input() : estimate.input();
    long output = usage.output() > 0 ? usage.output() : estimate.output();
    boolean counted = input == usage.input() && output == usage.output();
    return counted ? usage : estimated(usage, input, output);
  }

  private static TokenUsage estimated(TokenUsage usage, long input, long output) {
    return new TokenUsage(
        input, usage.cachedInput(), usage.cacheWritten(), output, usage.reasoning(), true);
  }

  private TokenUsage estimate() {
    long thoughts = tokens(reasoning.written);
    return new TokenUsage(tokens(asked), 0, thoughts + tokens(text.written), thoughts, true);
  }

  private static long tokens(long bytes) {
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  private void bound(String piece) throws RequestFailedException {
    length += piece.length();
    if (length > MAX_TEXT) {
      throw new RequestFailedException(new LlmFailure.TooLong("the answer"), false);
    }
  }

  /** The text or the reasoning, held back as long as it is blank. */
  private static final class Visible {
    private final StringBuilder blank = new StringBuilder();
    private long written;
    private boolean shown;

    Optional<String> add(String piece) {
      written += Utf8.length(piece);
      if (shown) {
        return Optional.of(piece);
      }
      blank.append(piece);
      shown = !TextRule.isBlank(piece);
      return shown ? Optional.of(blank.toString()) : Optional.empty();
    }
  }

  private final class Told implements ThinkTags.Listener {
    @Override
    public void reasoning(String piece) {
      reasoning.add(piece).ifPresent(more -> events.add(new LlmEvent.Reasoning(more)));
    }

    @Override
    public void text(String piece) {
      text.add(piece).ifPresent(more -> events.add(new LlmEvent.Text(more)));
    }

    @Override
    public void textWasReasoning() {
      reasoning.written += text.written;
      reasoning.shown |= text.shown;
      if (text.shown) {
        events.add(new LlmEvent.TextWasReasoning());
      }
      text.written = 0;
      text.shown = false;
      text.blank.setLength(0);
    }

    @Override
    public void reasoningWasText(String told) {
      if (!text.shown && !TextRule.isBlank(told)) {
        long bytes = Utf8.length(told);
        reasoning.written -= bytes;
        text.written += bytes;
        text.shown = true;
        events.add(new LlmEvent.ReasoningWasText(told));
      }
    }
  }
}
