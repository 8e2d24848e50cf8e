package io.chatframe.domain.port.llm;

import io.chatframe.domain.usage.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A provider scripted by a test, step by step. A test either lets the code under test open a stream
 * and gets it with {@link #awaitStream()}, or prepares one with {@link #prepare()}.
 *
 * <pre>{@code ScriptedLlmStream answer = llm.awaitStream(); answer.text("Hel").text("lo").finish();
 * }</pre>
 */
public final class ScriptedLlm implements LlmPort {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ConcurrentLinkedQueue<ScriptedLlmStream> prepared = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<ScriptedLlmStream> sent = new LinkedBlockingQueue<>();
  private final List<LlmRequest> requests = new CopyOnWriteArrayList<>();

  /** Prepares a stream for the next {@link #open} that has none yet; may be scripted at once. */
  public ScriptedLlmStream prepare() {
    ScriptedLlmStream stream = new ScriptedLlmStream(this::record);
    prepared.add(stream);
    return stream;
  }

  /** Drops the prepared streams that nobody has opened. */
  public void dropPrepared() {
    prepared.clear();
  }

  @Override
  public LlmModel model(String name) {
    return new LlmModel(name, 100_000, !name.contains("plain"), price(name));
  }

  /** A model named {@code costs-2} costs two millionths per token; others have no price. */
  private static Optional<Price> price(String name) {
    if (!name.startsWith("costs-")) {
      return Optional.empty();
    }
    var micros = new BigDecimal(name.substring("costs-".length()));
    return Optional.of(new Price(micros, micros, micros, "USD"));
  }

  @Override
  public LlmStream open(LlmRequest request) {
    ScriptedLlmStream ready = prepared.poll();
    ScriptedLlmStream stream = ready == null ? new ScriptedLlmStream(this::record) : ready;
    stream.openedWith(request);
    return stream;
  }

  /**
   * The next stream, in order of their first {@link LlmStream#next}; waits for it at most 10
   * seconds.
   */
  public ScriptedLlmStream awaitStream() {
    try {
      ScriptedLlmStream stream = sent.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (stream == null) {
        throw new AssertionError("No stream was read from within " + PATIENCE);
      }
      return stream;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a stream", e);
    }
  }

  /** All requests sent so far, oldest first; a stream nobody read from has sent none. */
  public List<LlmRequest> requests() {
    return List.copyOf(requests);
  }

  private void record(ScriptedLlmStream stream) {
    requests.add(stream.request());
    sent.add(stream);
  }
}
