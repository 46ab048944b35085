package io.noetl.runtime.cli.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Signals that a test sends to a command, once the command handles them. */
public final class ScriptedSignals implements Signals {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Map<String, Runnable> handlers = new HashMap<>();

  @Override
  public synchronized void on(String name, Runnable action) {
    handlers.put(name, action);
    notifyAll();
  }

  /** Runs the handler of a signal; waits for the command to install it. */
  public void send(String name) throws InterruptedException {
    handler(name).run();
  }

  private synchronized Runnable handler(String name) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!handlers.containsKey(name)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("the command does not handle " + name);
      }
      wait(left);
    }
    return handlers.get(name);
  }
}
