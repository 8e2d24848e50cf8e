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
 * What one request has received so far, in either protocol; bounded. No event is made of a text or
 * a reasoning before it has something to show: a blank answer is none. For one thread.
 */
public final class ReceivedAnswer {
  /** UTF-16 code units of reasoning and answer together. */
  private static final int MAX_TEXT = 1 << 20;

  /** If nobody counted: four bytes of UTF-8 are about a token in most scripts. */
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
   * An answer to be filled.
   *
   * @param seam where it goes on from, if it goes on
   * @param asked bytes of what the model was given to read
   * @param habit what is known of how the model writes
   */
  public ReceivedAnswer(Seam seam, long asked, ModelHabit habit) {
    this.seam = seam;
    this.asked = asked;
    // What goes on from a text said before has thought before, and is not blank.
    boolean anew = seam.sent().isEmpty();
    text.shown = !anew;
    tags = new ThinkTags(anew, habit, new Told());
  }

  /** The next event, if there is one. */
  public @Nullable LlmEvent poll() {
    return events.poll();
  }

  public void queued() {
    events.add(new LlmEvent.Queued());
  }

  /** The model thinks, and shows nothing of it. */
  public void thinking() {
    events.add(new LlmEvent.Thinking());
  }

  /** A piece of reasoning that the protocol tells apart. */
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

  /** A piece of what the model says instead of an answer. */
  public void refusal(String piece) throws RequestFailedException {
    refused |= !piece.isEmpty();
    text(piece);
  }

  /** Whether there is something to show. */
  boolean hasText() {
    return text.shown;
  }

  /** Why the model came to its end; a later word takes nothing back that an earlier one limits. */
  public void finish(FinishReason why) {
    if (reason == null || why != FinishReason.STOP) {
      reason = why;
    }
  }

  /** What was used up to here. */
  public void usage(TokenUsage used) {
    usage = used;
    writtenAtUsage = reasoning.written + text.written;
  }

  /** The protocol's own mark of the end was read. */
  public void done() {
    done = true;
  }

  public boolean isDone() {
    return done;
  }

  /** Whether the model has said why it came to its end. */
  public boolean isFinished() {
    return reason != null;
  }

  /** Whether nothing of the answer is missing, whatever may follow. */
  public boolean isWhole() {
    return reason != null && text.shown && !reopened;
  }

  /** How much has come, to tell whether more has. */
  public long written() {
    return length;
  }

  /**
   * Nothing more is read: the last event is {@link LlmEvent.Finished}.
   *
   * @throws RequestFailedException if the model never came to its end, or wrote no answer
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

  /** Nothing more is read, for the request has failed: what was held back is given. */
  public void breakOff() {
    tags.end(false);
  }

  /** The usage that was reported, and an estimate of what has been written since. */
  public Optional<TokenUsage> usedSoFar() {
    if (usage == null) {
      return Optional.empty();
    }
    long since = tokens(reasoning.written + text.written - writtenAtUsage);
    return Optional.of(
        since <= 0 ? usage : estimated(usage, usage.input(), usage.output() + since));
  }

  /** What was used, estimated as far as it was not counted. */
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

  /** One of the two parts, held back for as long as it shows nothing. */
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
