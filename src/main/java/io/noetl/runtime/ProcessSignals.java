package io.noetl.runtime;

import io.noetl.runtime.cli.Signals;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * The signals of this process. The class that Java has for them is called by reflection: the
 * compiler warns of it, and that warning has no switch of its own.
 */
final class ProcessSignals implements Signals {

  @Override
  public void on(String name, Runnable action) {
    try {
      handle(name, proxy(Class.forName("sun.misc.SignalHandler"), action));
    } catch (ReflectiveOperationException missing) {
      throw unknown(missing);
    }
  }

  /** Has a signal do what it does by itself, for as long as {@code action} runs. */
  void asUsual(String name, Runnable action) {
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
