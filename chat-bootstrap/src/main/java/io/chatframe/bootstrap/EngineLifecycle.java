package io.chatframe.bootstrap;

import io.chatframe.application.ReplyEngine;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Lets running replies finish before anything else of the server stops: the connector still serves
 * meanwhile, and the pools are still open. The highest phase is the first to stop.
 */
final class EngineLifecycle implements SmartLifecycle {
  private final ReplyEngine engine;
  private final Duration patience;
  private volatile boolean running;

  EngineLifecycle(ReplyEngine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  @Override
  public void start() {
    running = true;
  }

  /** Blocks until no reply is running here, or patience ends. */
  @Override
  public void stop() {
    engine.drain(patience);
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
