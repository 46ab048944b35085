package io.noetl.runtime.cli.process;

/** Installs signal handlers. */
@FunctionalInterface
public interface Signals {

  /** Runs {@code action} on a separate thread whenever the signal arrives. */
  void on(String name, Runnable action);

  /**
   * Makes the exit of this process look like a death by the signal: a shell ends a loop only when
   * SIGINT killed the command in it.
   */
  default void endBy(String name) {}
}
