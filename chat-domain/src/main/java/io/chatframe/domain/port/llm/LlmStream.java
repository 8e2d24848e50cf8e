package io.chatframe.domain.port.llm;

import java.util.List;

/** A model talking. Read by one thread; closed by any. */
public interface LlmStream extends AutoCloseable {
  /**
   * The next event; blocks for it. The first call sends the request. After {@link
   * LlmEvent.Finished} it must not be called again.
   *
   * @throws LlmException when the provider fails, the stream ends without its finish, or it was
   *     closed; then nothing more comes
   */
  LlmEvent next();

  /**
   * The model that answers: the one asked first, or a fallback from the moment it is asked instead.
   * May be called by any thread.
   */
  String model();

  /**
   * The requests that failed so far, oldest first: repeated ones, those that a fallback was asked
   * instead of, and the last if the stream failed. May be called by any thread.
   */
  default List<FailedRequest> failures() {
    return List.of();
  }

  /**
   * What requests that failed have used, as far as their providers said, oldest first; but not the
   * last request, whose use is told by {@link LlmEvent.Finished} or {@link LlmException#usage}. May
   * be called by any thread.
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
