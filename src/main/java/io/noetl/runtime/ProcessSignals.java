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
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(
          null, signal.getConstructor(String.class).newInstance(name), proxy(handler, action));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("this Java knows no signals", missing);
    }
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
