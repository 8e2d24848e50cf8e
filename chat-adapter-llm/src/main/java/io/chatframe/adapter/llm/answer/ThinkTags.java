package io.chatframe.adapter.llm.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Separates reasoning from the answer if a model writes both as one text, the reasoning first,
 * between the marks of {@link ThoughtMarks}. Marks may be split over any number of pieces. An
 * opening mark counts only at the very beginning. A closing mark without an opening one ends a
 * thought that the prompt began: see {@link LoneClose}. Not thread-safe.
 */
final class ThinkTags {
  /** Receives the separated pieces. */
  interface Listener {
    void reasoning(String piece);

    void text(String piece);

    /** All text so far was reasoning. */
    void textWasReasoning();

    /** The end of the reasoning so far is the answer. */
    void reasoningWasText(String text);
  }

  private enum State {
    /** A mark may open a thought. */
    BEGINNING,
    /** White space after an opening mark. */
    BEFORE_THOUGHT,
    THINKING,
    /** White space after a closing mark; another thought may be opened. */
    BEFORE_TEXT,
    /** The answer, or a thought that the prompt has opened. */
    UNMARKED,
    CHANNELS,
    TALKING
  }

  private static final List<String> BEGINNINGS = new ArrayList<>(ThoughtMarks.OPENS);
  private static final List<String> MARKS = new ArrayList<>(ThoughtMarks.CLOSES);

  static {
    BEGINNINGS.addAll(ThoughtMarks.CHANNELS);
    MARKS.addAll(ThoughtMarks.OPENS);
  }

  private static final int LONGEST_BLANK = 1_000;

  private final Listener listener;
  private final ModelHabit habit;
  private final LoneClose lone = new LoneClose();
  private final StringBuilder thought = new StringBuilder();
  private State state;
  private String close = "";
  private String held = "";
  private boolean unopened;
  private boolean told;
  private @Nullable Channels channels;

  ThinkTags(boolean expected, ModelHabit habit, Listener listener) {
    this.habit = habit;
    this.listener = listener;
    state = expected ? State.BEGINNING : State.TALKING;
  }

  /** The provider separates reasoning itself, so unmarked text is taken for the answer. */
  void toldApart() {
    if (state == State.BEGINNING) {
      told = true;
    }
  }

  /** Takes the next piece of the model's text. */
  void take(String piece) {
    held += piece;
    while (advance(false)) {}
  }

  /**
   * Ends the text: what was held back for the rest of a mark is released as it is.
   *
   * @param whole whether the answer is complete, so that an unclosed thought was the answer
   */
  void end(boolean whole) {
    while (advance(true)) {}
    String rest = release(held.length());
    switch (state) {
      case THINKING -> think(rest);
      case UNMARKED -> write(rest);
      case CHANNELS -> channels().pass(rest);
      case BEGINNING, BEFORE_TEXT, TALKING -> give(rest);
      case BEFORE_THOUGHT -> {}
    }
    boolean thinking = state == State.THINKING || (state == State.UNMARKED && unopened);
    if (whole && thinking) {
      if (unopened) {
        habit.thinksUnopened(false);
      }
      listener.reasoningWasText(thought.toString());
    }
  }

  /** Reads held text; returns whether the state changed, so that the rest must be read again. */
  private boolean advance(boolean last) {
    State before = state;
    switch (state) {
      case BEGINNING, BEFORE_TEXT -> begin();
      case BEFORE_THOUGHT -> {
        held = held.stripLeading();
        state = held.isEmpty() ? state : State.THINKING;
      }
      case THINKING -> think();
      case UNMARKED -> read(last);
      case CHANNELS -> held = channels().take(held);
      case TALKING -> give(release(held.length()));
    }
    return state != before;
  }

  private void begin() {
    String start = held.stripLeading();
    List<String> marks = state == State.BEGINNING ? BEGINNINGS : ThoughtMarks.OPENS;
    Optional<String> mark = ThoughtMarks.beginning(start, marks);
    if (mark.isPresent() && ThoughtMarks.CHANNELS.contains(mark.get())) {
      channels = new Channels(listener);
      held = start;
      state = State.CHANNELS;
    } else if (mark.isPresent()) {
      close = ThoughtMarks.closeOf(mark.get());
      held = start.substring(mark.get().length());
      thought.setLength(0);
      state = State.BEFORE_THOUGHT;
    } else if (!start.isEmpty() && !ThoughtMarks.mayBegin(start, marks)) {
      unopened = state == State.BEGINNING && !told && habit.thinksUnopened();
      held = unopened || state == State.BEFORE_TEXT ? start : held;
      state = state == State.BEFORE_TEXT ? State.TALKING : State.UNMARKED;
    } else if (state == State.BEFORE_TEXT) {
      held = start;
    } else if (held.length() > LONGEST_BLANK) {
      state = State.UNMARKED;
    }
  }

  private void think() {
    Optional<ThoughtMarks.Found> found = ThoughtMarks.find(held, 0, List.of(close));
    think(release(found.map(ThoughtMarks.Found::at).orElse(held.length())));
    if (found.isPresent() && found.get().whole()) {
      held = held.substring(close.length());
      state = State.BEFORE_TEXT;
    }
  }

  /** Reads up to the next mark; {@code last} if nothing follows the held text. */
  private void read(boolean last) {
    int from = 0;
    while (true) {
      Optional<ThoughtMarks.Found> found = ThoughtMarks.find(held, from, MARKS);
      if (found.isEmpty() || !found.get().whole()) {
        write(release(found.map(ThoughtMarks.Found::at).orElse(held.length())));
        return;
      }
      String mark = found.get().mark();
      int at = found.get().at();
      if (ThoughtMarks.OPENS.contains(mark)) {
        write(release(at + mark.length()));
        from = 0;
        if (!unopened) {
          // A text about opening marks may mention closing ones as well.
          state = State.TALKING;
          return;
        }
        continue;
      }
      String after = held.substring(at + mark.length());
      if (after.length() < LoneClose.LOOKS_AHEAD && !last) {
        write(release(at));
        return;
      }
      write(release(at));
      if (lone.isAtClose(after)) {
        held = after;
        closeUnopened();
        return;
      }
      from = mark.length();
    }
  }

  private void closeUnopened() {
    habit.thinksUnopened(true);
    if (!unopened) {
      listener.textWasReasoning();
    }
    state = State.BEFORE_TEXT;
  }

  private String release(int count) {
    String released = held.substring(0, count);
    held = held.substring(count);
    return released;
  }

  /** Writes a piece of the answer, or of a thought that nothing opened. */
  private void write(String piece) {
    lone.pass(piece);
    if (unopened) {
      think(piece);
    } else {
      give(piece);
    }
  }

  private void think(String piece) {
    thought.append(piece);
    if (!piece.isEmpty()) {
      listener.reasoning(piece);
    }
  }

  private void give(String piece) {
    if (!piece.isEmpty()) {
      listener.text(piece);
    }
  }

  private Channels channels() {
    if (channels == null) {
      throw new IllegalStateException("no channels");
    }
    return channels;
  }
}
