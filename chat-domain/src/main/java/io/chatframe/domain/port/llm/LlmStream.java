package io.chatframe.domain.port.llm;

import java.util.List;

/** The stream of one answer. Read by one thread; closed by any. */
public interface LlmStream extends AutoCloseable {
  /**
   * Blocks for the next event. The first call sends the request. Must not be called after {@link
   * LlmEvent.Finished}.
   *
   * @throws LlmException if the provider fails, the stream ends prematurely, or it was closed; no
   *     further event follows
   */
  LlmEvent next();

  /**
   * The model in use: the requested one, or a fallback as soon as it is asked. May be called by any
   * thread.
   */
  String model();

  /**
   * The requests that failed so far, oldest first: those that were retried or replaced by a
   * fallback, and the last one if the stream failed. May be called by any thread.
   */
  default List<FailedRequest> failures() {
    return List.of();
  }

  /**
   * The usage of failed requests, as far as reported, oldest first, except the last request, whose
   * usage comes with {@link LlmEvent.Finished} or {@link LlmException#usage}. May be called by any
   * thread.
   */
  default List<RequestUse> usedBefore() {
    return List.of();
  }

  /**
   * Ends the stream and aborts its connection within a second, whatever {@link #next} is doing:
   * connecting, waiting or backing off. A blocked {@code next} throws {@link LlmFailure.Closed}.
   * Idempotent; does not block.
   */
  @Override
  void close();
}
