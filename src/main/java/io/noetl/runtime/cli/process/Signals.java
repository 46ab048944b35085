package io.noetl.runtime.cli.process;

/** Tells a process that stays what it is told from outside. */
@FunctionalInterface
public interface Signals {

  /** Runs {@code action}, on a thread of its own, whenever the signal comes. */
  void on(String name, Runnable action);

  /**
   * Has this process end, when it does, as the signal ends one by itself: a shell ends a loop
   * around a command only when it sees that SIGINT ended that command.
   */
  default void endBy(String name) {}
}
