package io.chatframe.bootstrap.start;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Handles Ctrl-C in a terminal. The first stops the server in order, like SIGTERM; another one
 * means not to wait for running replies. The JVM itself handles only the first. Uses {@code
 * sun.misc.Signal} by reflection, because javac warns about any direct use.
 */
public final class CtrlC implements InvocationHandler {
  /** 128 plus the number of SIGINT, like the JVM's own exit code. */
  private static final int EXIT_CODE = 130;

  private final Runnable first;
  private final Runnable again;
  private final AtomicBoolean pressed = new AtomicBoolean();

  private CtrlC(Runnable first, Runnable again) {
    this.first = first;
    this.again = again;
  }

  /**
   * Installs the handler. Does nothing if Ctrl-C is ignored, as in a background job of a script, or
   * if this JVM does not support it.
   *
   * @param first runs before the shutdown begins
   * @param again runs at every Ctrl-C after the first
   */
  public static void listen(Runnable first, Runnable again) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, new CtrlC(first, again));
      Method handle = signal.getMethod("handle", signal, handler);
      Object before = handle.invoke(null, interrupt, ours);
      if (handler.getField("SIG_IGN").get(null).equals(before)) {
        handle.invoke(null, interrupt, before);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // A JVM without that class or started with -Xrs keeps its own handling.
      return;
    }
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments)
      throws InvocationTargetException, IllegalAccessException {
    if (!method.getName().equals("handle")) {
      return method.invoke(this, arguments);
    }
    if (pressed.compareAndSet(false, true)) {
      first.run();
      // On its own thread, because exit() returns only after the shutdown and the next signal must
      // get through.
      Thread.ofPlatform().name("ctrl-c").start(() -> Runtime.getRuntime().exit(EXIT_CODE));
    } else {
      again.run();
    }
    return null;
  }
}
