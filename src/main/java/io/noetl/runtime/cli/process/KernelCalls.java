package io.noetl.runtime.cli.process;

/** What the kernel says of processes beside proc(5). */
public interface KernelCalls {

  /** Whether there is a process or a thread of that number, be it hidden. */
  boolean exists(int pid);

  /** The seconds since the boot, by the clock that stamps the start of each process. */
  double sinceBoot();

  /** Takes a name in the network namespace until this process ends; false where it cannot. */
  boolean take(String name);

  /** Whether surely nobody of the network namespace has a name. */
  boolean isFree(String name);
}
