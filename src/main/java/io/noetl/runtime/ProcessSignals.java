package io.noetl.runtime;

import io.noetl.runtime.cli.process.Signals;
import io.noetl.runtime.posix.SignalCalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The signals of this process. The JDK's class for them is called by reflection, because the
 * compiler warns about it and the warning cannot be turned off alone.
 */
final class ProcessSignals implements Signals {

  // signal(7)
  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;

  private volatile @Nullable String last;

  @Override
  public void on(String name, Runnable action) {
    try {
      handle(name, proxy(Class.forName("sun.misc.SignalHandler"), action));
    } catch (InvocationTargetException left) {
      // The launcher has the JVM leave some signals alone: they end this process by themselves.
      if (!(left.getCause() instanceof IllegalArgumentException)) {
        throw unknown(left);
      }
    } catch (ReflectiveOperationException missing) {
      throw unknown(missing);
    }
  }

  @Override
  public void endBy(String name) {
    last = name;
  }

  /** Ends this process by the signal of {@link #endBy}, if there was one. */
  void endBySignal() {
    String name = last;
    if (name != null) {
      // Process 1 survives a signal without a handler, and exits with its exit code.
      withDefaultAction(name, () -> SignalCalls.raise(name.equals("INT") ? INTERRUPT : TERMINATE));
    }
  }

  /** Runs {@code action} while a signal has its default action. */
  void withDefaultAction(String name, Runnable action) {
    try {
      Object usual = Class.forName("sun.misc.SignalHandler").getField("SIG_DFL").get(null);
      Object before = handle(name, usual);
      try {
        action.run();
      } finally {
        handle(name, before);
      }
    } catch (ReflectiveOperationException missing) {
      throw unknown(missing);
    }
  }

  /** Gives the handler that was there before. */
  private static Object handle(String name, Object handler) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Method handle = type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"));
    return handle.invoke(null, type.getConstructor(String.class).newInstance(name), handler);
  }

  private static IllegalStateException unknown(ReflectiveOperationException missing) {
    return new IllegalStateException("this Java knows no signals", missing);
  }

  private static Object proxy(Class<?> handler, Runnable action) {
    return Proxy.newProxyInstance(
        handler.getClassLoader(),
        new Class<?>[] {handler},
        (self, method, arguments) -> {
          action.run();
          return null;
        });
  }
}
