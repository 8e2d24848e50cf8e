package io.chatframe.adapter.llm.scripted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ScriptedProvider} does with one request, as a list of steps. Immutable; every
 * method returns a changed copy. Offsets count bytes of the body, before its chunks are framed.
 */
public record ScriptedAnswer(List<Step> steps) {
  /** One thing done to the connection. */
  // The component is the payload itself, and steps are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public sealed interface Step {
    /** Sends status and headers. */
    record Head(int status, Map<String, String> headers) implements Step {}

    /** Sends these bytes in one write, as one chunk. */
    record Body(byte[] bytes) implements Step {}

    /** Sends these bytes over and over, until the client is gone. */
    record Forever(byte[] bytes) implements Step {}

    /** Waits, counted from when the last wait was due to end. */
    record Wait(Duration time) implements Step {}

    /** Sends nothing more until the client is gone. */
    record Stall() implements Step {}

    /** Ends the connection in the middle, by RST or by FIN. */
    record Cut(boolean reset) implements Step {}

    /** Sends bytes without framing, as a broken server would. */
    record Raw(byte[] bytes) implements Step {}

    /** Ends the body properly. */
    record End() implements Step {}
  }

  private static final Map<String, String> EVENT_STREAM =
      Map.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-cache");

  public ScriptedAnswer {
    steps = List.copyOf(steps);
  }

  /** A 200 event stream of exactly these bytes. */
  public static ScriptedAnswer stream(byte[] body) {
    return of(200, EVENT_STREAM, body);
  }

  public static ScriptedAnswer stream(String body) {
    return stream(body.getBytes(UTF_8));
  }

  /** A refusal, or anything else that is not a stream. */
  public static ScriptedAnswer status(int status, Map<String, String> headers, String body) {
    return of(status, headers, body.getBytes(UTF_8));
  }

  public static ScriptedAnswer of(int status, Map<String, String> headers, byte[] body) {
    return new ScriptedAnswer(
        List.of(new Step.Head(status, headers), new Step.Body(body), new Step.End()));
  }

  /** A stream that never ends its first line. */
  public static ScriptedAnswer endlessLine() {
    byte[] part = "x".repeat(8192).getBytes(UTF_8);
    return new ScriptedAnswer(
        List.of(
            new Step.Head(200, EVENT_STREAM),
            new Step.Body("data: ".getBytes(UTF_8)),
            new Step.Forever(part)));
  }

  /** Takes the request and sends nothing. */
  public static ScriptedAnswer silence() {
    return new ScriptedAnswer(List.of(new Step.Stall()));
  }

  /** Sends {@code count} keep-alive comments, one per {@code gap}, before the body. */
  public ScriptedAnswer queuedFor(int count, Duration gap) {
    List<Step> changed = new ArrayList<>();
    for (Step step : steps) {
      changed.add(step);
      if (step instanceof Step.Head) {
        for (int i = 0; i < count; i++) {
          changed.add(new Step.Body(": keep-alive\n\n".getBytes(UTF_8)));
          changed.add(new Step.Wait(gap));
        }
      }
    }
    return new ScriptedAnswer(changed);
  }

  /** Sends events one by one at this rate per second; an event counts as a token. */
  public ScriptedAnswer paced(int eventsPerSecond) {
    Duration gap = Duration.ofSeconds(1).dividedBy(eventsPerSecond);
    List<Step> changed = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Body(byte[] bytes)) {
        for (byte[] event : events(bytes)) {
          changed.add(new Step.Body(event));
          changed.add(new Step.Wait(gap));
        }
      } else {
        changed.add(step);
      }
    }
    return new ScriptedAnswer(changed);
  }

  /** Sends byte by byte. */
  public ScriptedAnswer dripping(Duration gap) {
    List<Step> changed = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Body(byte[] bytes)) {
        for (byte one : bytes) {
          changed.add(new Step.Body(new byte[] {one}));
          changed.add(new Step.Wait(gap));
        }
      } else {
        changed.add(step);
      }
    }
    return new ScriptedAnswer(changed);
  }

  /** Flushes the bytes before {@code offset} separately from those that follow. */
  public ScriptedAnswer splitAt(int offset) {
    return changedAt(offset, List.of(), false);
  }

  /** Falls silent after {@code offset} bytes of the body. */
  public ScriptedAnswer stallAt(int offset) {
    return changedAt(offset, List.of(new Step.Stall()), true);
  }

  /**
   * Resets the connection after {@code offset} bytes of the body; bytes on the way may be lost with
   * it.
   */
  public ScriptedAnswer resetAt(int offset) {
    return changedAt(offset, List.of(new Step.Cut(true)), true);
  }

  /** Ends the connection, without the body's proper end, after {@code offset} bytes of it. */
  public ScriptedAnswer cutAt(int offset) {
    return changedAt(offset, List.of(new Step.Cut(false)), true);
  }

  /** Breaks the framing of the body after {@code offset} bytes of it. */
  public ScriptedAnswer badChunkAt(int offset) {
    byte[] noise = "not a chunk\r\n".getBytes(UTF_8);
    return changedAt(offset, List.of(new Step.Raw(noise), new Step.Stall()), true);
  }

  private ScriptedAnswer changedAt(int offset, List<Step> inserted, boolean last) {
    List<Step> changed = new ArrayList<>();
    int before = 0;
    boolean done = false;
    for (Step step : steps) {
      if (done || !(step instanceof Step.Body(byte[] bytes)) || offset > before + bytes.length) {
        changed.add(step);
        before += step instanceof Step.Body(byte[] passed) && !done ? passed.length : 0;
        continue;
      }
      changed.add(new Step.Body(Arrays.copyOfRange(bytes, 0, offset - before)));
      changed.addAll(inserted);
      if (last) {
        return new ScriptedAnswer(changed);
      }
      changed.add(new Step.Body(Arrays.copyOfRange(bytes, offset - before, bytes.length)));
      done = true;
    }
    return new ScriptedAnswer(changed);
  }

  private static List<byte[]> events(byte[] body) {
    List<byte[]> events = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < body.length; i++) {
      boolean blank = body[i] == '\n' && (body[i - 1] == '\n' || (i > 2 && body[i - 2] == '\n'));
      if (blank) {
        events.add(Arrays.copyOfRange(body, start, i + 1));
        start = i + 1;
      }
    }
    if (start < body.length) {
      events.add(Arrays.copyOfRange(body, start, body.length));
    }
    return events;
  }
}
