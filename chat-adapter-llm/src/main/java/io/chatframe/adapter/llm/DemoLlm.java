package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmPort;
import io.chatframe.domain.port.LlmRequest;
import io.chatframe.domain.port.LlmStream;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;

/**
 * Answers without a key and without a network, so that a fresh installation shows what it can do.
 */
final class DemoLlm implements LlmPort {
  /** Between two pieces: about 60 a second, as fast as one reads along. */
  static final Duration PACE = Duration.ofNanos(16_666_667);

  private final TimeSource time;
  private final Duration pace;

  DemoLlm(TimeSource time, Duration pace) {
    this.time = time;
    this.pace = pace;
  }

  @Override
  public LlmStream open(LlmRequest request) {
    return new DemoStream(DemoAnswer.to(request), time, pace);
  }
}
