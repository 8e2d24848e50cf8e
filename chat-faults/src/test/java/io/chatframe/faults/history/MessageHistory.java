package io.chatframe.faults.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that a visitor saw of a message and its reply, and her copy of the reply. Written by
 * one thread; read by others after it has ended.
 */
public final class MessageHistory {
  /**
   * An event as received.
   *
   * @param nanos the time of arrival, as {@link System#nanoTime}
   */
  public record Seen(long nanos, StreamEvent event) {}

  private final UUID dialog;
  private final UUID message;
  private final String sentText;
  private final List<Seen> seen = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private Optional<String> cursor = Optional.empty();
  private Optional<UUID> reply = Optional.empty();
  private Optional<String> status = Optional.empty();
  private volatile boolean begun;
  private boolean acknowledged;
  private boolean deleted;
  private int cuts;

  public MessageHistory(UUID dialog, UUID message, String sentText) {
    this.dialog = dialog;
    this.message = message;
    this.sentText = sentText;
  }

  public UUID dialog() {
    return dialog;
  }

  public UUID message() {
    return message;
  }

  public String sentText() {
    return sentText;
  }

  public List<Seen> seen() {
    return seen;
  }

  /** The violations of the protocol that were observed. */
  public List<String> complaints() {
    return complaints;
  }

  /** The codes of the problems that its requests got. */
  public List<String> refusals() {
    return refusals;
  }

  String reasoning() {
    return reasoning.toString();
  }

  public String text() {
    return text.toString();
  }

  /** Where to resume; empty before the first event. */
  public Optional<String> cursor() {
    return cursor;
  }

  public Optional<UUID> reply() {
    return reply;
  }

  /** How it ended; empty if no end was shown. */
  public Optional<String> status() {
    return status;
  }

  /** Whether a first word was shown; may be called by any thread at any time. */
  public boolean begun() {
    return begun;
  }

  boolean acknowledged() {
    return acknowledged;
  }

  public boolean deleted() {
    return deleted;
  }

  public int cuts() {
    return cuts;
  }

  public long rewinds() {
    return seen.stream().filter(one -> one.event().kind().equals("rewind")).count();
  }

  public void acknowledge() {
    acknowledged = true;
  }

  public void refused(String problem) {
    refusals.add(problem);
  }

  public void cut() {
    cuts++;
  }

  public void complain(String what) {
    complaints.add("message " + message + ": " + what);
  }

  /** Records that the dialog is gone: a request for the reply got 404. */
  public void gone() {
    deleted = true;
    status = Optional.of("gone");
  }

  public void apply(StreamEvent event) {
    seen.add(new Seen(System.nanoTime(), event));
    if (status.isPresent()) {
      complain("event " + event.kind() + " after the end");
    }
    switch (event.kind()) {
      case "reply" -> begin(UUID.fromString(event.data().path("reply").asString()));
      case "reasoning" -> append(reasoning, event);
      case "text" -> {
        append(text, event);
        begun = true;
      }
      case "rewind" -> {
        keep(reasoning, event.data().path("reasoning").asInt());
        keep(text, event.data().path("text").asInt());
      }
      case "done" -> {
        status = Optional.of(event.data().path("status").asString());
        deleted = event.data().path("deleted").asBoolean(false);
      }
      default -> {
        // "reconnect" changes nothing, and unknown events must be ignored.
      }
    }
    if (!event.cursor().isEmpty()) {
      moveTo(event);
    }
  }

  private void begin(UUID id) {
    if (reply.isPresent() && !reply.get().equals(id)) {
      complain("its reply was " + reply.get() + " and is now " + id);
    }
    reply = Optional.of(id);
  }

  private void append(StringBuilder held, StreamEvent event) {
    String piece = event.data().path("t").asString();
    if (piece.isEmpty()) {
      complain("an empty piece of " + event.kind());
    }
    held.append(piece);
  }

  private void keep(StringBuilder held, int length) {
    if (length > held.length()) {
      complain("told to keep " + length + " of " + held.length());
    } else {
      held.setLength(length);
    }
  }

  /** How much later than another reader this one got each piece of text, in nanoseconds. */
  public List<Long> lagBehind(MessageHistory other) {
    List<Seen> theirs = other.seen.stream().filter(MessageHistory::isText).toList();
    List<Long> lags = new ArrayList<>();
    int at = 0;
    for (Seen one : seen.stream().filter(MessageHistory::isText).toList()) {
      while (position(theirs.get(at).event()) < position(one.event())) {
        at++;
      }
      lags.add(one.nanos() - theirs.get(at).nanos());
    }
    return lags;
  }

  private static boolean isText(Seen seen) {
    return seen.event().kind().equals("text");
  }

  private static int position(StreamEvent event) {
    return Integer.parseInt(event.cursor().substring(event.cursor().lastIndexOf('.') + 1));
  }

  /** Cursors are opaque to clients, but the suite knows that they count what was shown. */
  private void moveTo(StreamEvent event) {
    cursor = Optional.of(event.cursor());
    int position = position(event);
    int held = reasoning.length() + text.length();
    if (position != held && !deleted) {
      complain(
          "cursor %s at %s while %d units are held".formatted(event.cursor(), event.kind(), held));
    }
  }
}
