package io.noetl.runtime.cli.process;

/** System calls about processes that complement proc(5). */
public interface KernelCalls {

  /** Whether a process or thread with a number exists, even a hidden one. */
  boolean exists(int pid);

  /** The seconds since the boot, by the clock of process start times. */
  double sinceBoot();

  /**
   * Binds an abstract socket name in the network namespace until this process ends; false on
   * failure.
   */
  boolean take(String name);

  /** Whether certainly no process in the network namespace has bound a name. */
  boolean isFree(String name);
}
