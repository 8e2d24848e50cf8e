package io.chatframe.bootstrap.start;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends a start that is told to stop, by Ctrl-C or SIGTERM: nothing more is made, and what was made,
 * a database among it, is closed in order. Without it the JVM would first wait for the start to
 * succeed.
 */
final class CancelledStart
    implements ApplicationContextInitializer<ConfigurableApplicationContext>,
        InstantiationAwareBeanPostProcessor {

  /** The JVM has begun to end while the server started. */
  static final class StartCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartCancelledException() {
      super("The start was cancelled", null, false, false);
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context.getBeanFactory().addBeanPostProcessor(this);
  }

  @Override
  public @Nullable Object postProcessBeforeInstantiation(Class<?> type, String name) {
    if (jvmEnds()) {
      throw new StartCancelledException();
    }
    return null;
  }

  /** Whether the JVM runs its shutdown hooks: then it takes no more of them. */
  static boolean jvmEnds() {
    var hook = new Thread(() -> {}, "never started");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return !Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
