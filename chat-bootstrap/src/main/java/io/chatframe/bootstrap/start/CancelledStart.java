package io.chatframe.bootstrap.start;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Aborts a start that Ctrl-C or SIGTERM interrupts: creates no more beans, and closes existing
 * ones, such as a database, in order. Otherwise the JVM would first wait for the start to succeed.
 * Suppresses the failure report: whoever pressed Ctrl-C knows.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CancelledStart
    implements ApplicationContextInitializer<ConfigurableApplicationContext>,
        InstantiationAwareBeanPostProcessor,
        SpringBootExceptionReporter {

  /** The JVM began to shut down while the server was starting. */
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

  @Override
  public boolean reportException(Throwable failure) {
    return jvmEnds();
  }

  /** Whether the JVM is shutting down, detected by its refusal of new shutdown hooks. */
  private static boolean jvmEnds() {
    var hook = new Thread(() -> {}, "never started");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return !Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
