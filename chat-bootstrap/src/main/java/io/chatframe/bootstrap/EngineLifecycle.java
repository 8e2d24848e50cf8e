package io.chatframe.bootstrap;

import io.chatframe.application.reply.ReplyEngine;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets running replies finish before anything else stops, while the connector still serves and the
 * pools are still open. The highest phase stops first.
 */
final class EngineLifecycle implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(EngineLifecycle.class);

  private final ReplyEngine engine;
  private final Duration patience;
  private volatile boolean running;
  private volatile boolean byHand;

  EngineLifecycle(ReplyEngine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  @Override
  public void start() {
    running = true;
  }

  /** Blocks until no reply is running here, or patience runs out. */
  @Override
  public void stop() {
    if (byHand && engine.runningReplies() > 0) {
      log.info("Running replies may finish first; Ctrl-C again ends without waiting for them");
    }
    engine.drain(patience);
    running = false;
  }

  /** Records that the coming stop was requested at a terminal. */
  void byHand() {
    byHand = true;
  }

  /** Makes a stop in progress leave running replies to other nodes instead of waiting for them. */
  void hurry() {
    engine.hurry();
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
