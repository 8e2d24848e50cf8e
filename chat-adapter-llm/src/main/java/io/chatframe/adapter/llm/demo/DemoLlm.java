package io.chatframe.adapter.llm.demo;

import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers without a key and without a network, so that a fresh installation shows what it can do.
 */
public final class DemoLlm implements LlmPort {
  /** The time between two pieces: about 60 a second, as fast as a visitor reads. */
  public static final Duration PACE = Duration.ofNanos(16_666_667);

  private final TimeSource time;
  private final Duration pace;

  public DemoLlm(TimeSource time, Duration pace) {
    this.time = time;
    this.pace = pace;
  }

  @Override
  public LlmStream open(LlmRequest request) {
    DemoAnswer answer = DemoAnswer.to(request);
    return new DemoStream(request.prefix().map(answer::after).orElse(answer), time, pace);
  }

  @Override
  public LlmModel model(String name) {
    return new LlmModel(name, 1_000_000, true, Optional.empty());
  }
}
