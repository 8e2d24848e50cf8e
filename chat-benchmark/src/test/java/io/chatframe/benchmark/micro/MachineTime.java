package io.chatframe.benchmark.micro;

import io.chatframe.domain.port.TimeSource;
import java.time.Instant;

/** The machine's clocks, as in the product, because reading them is part of what is measured. */
public final class MachineTime implements TimeSource {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
