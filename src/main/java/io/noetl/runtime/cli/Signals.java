package io.noetl.runtime.cli;

/** Tells a process that stays what it is told from outside. */
@FunctionalInterface
public interface Signals {

  /** Runs {@code action}, on a thread of its own, whenever the signal comes. */
  void on(String name, Runnable action);
}
