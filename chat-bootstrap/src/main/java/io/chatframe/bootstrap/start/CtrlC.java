package io.chatframe.bootstrap.start;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C in a terminal. The first ends the server in order, as SIGTERM does; another one says that
 * whoever pressed it does not want to wait for running replies. The JVM hears only the first, and
 * the class that hears all is of no standard package: javac refuses to name it without a warning.
 */
public final class CtrlC implements InvocationHandler {
  /** 128 and the number of SIGINT, which is what the JVM itself would end with. */
  private static final int EXIT_CODE = 130;

  private final Runnable first;
  private final Runnable again;
  private final AtomicBoolean pressed = new AtomicBoolean();

  private CtrlC(Runnable first, Runnable again) {
    this.first = first;
    this.again = again;
  }

  /**
   * Listens from now on. Does nothing if Ctrl-C is ignored, as in a background job of a script, or
   * if this JVM does not let it be heard.
   *
   * @param first run before the end begins
   * @param again run at every Ctrl-C after the first
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
      // A JVM without that class, or started with -Xrs: its own handling, or none, stays.
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
      // Returns when everything is closed: on a thread of its own, so that the next one is heard.
      Thread.ofPlatform().name("ctrl-c").start(() -> Runtime.getRuntime().exit(EXIT_CODE));
    } else {
      again.run();
    }
    return null;
  }
}
