package io.chatframe.domain.port;

import java.time.Instant;

final class InMemoryRatesTest extends RateRepositoryContract {
  private static final class MachineTime implements TimeSource {
    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }
  }

  private final InMemoryRates rates = new InMemoryRates(new MachineTime());

  @Override
  protected RateRepository rates() {
    return rates;
  }
}
