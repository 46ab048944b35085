package io.noetl.runtime.agent;

import io.noetl.runtime.posix.ProcessCalls;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Ends the processes that a child left in its group; they have as long as the child had. */
record GroupCleanup(ChildProcess child, Duration grace, HeartbeatTime time) {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  /** Reading the state of every process of the machine takes longer than a signal to the group. */
  private static final int POLLS_PER_SCAN = 25;

  /** A process that SIGKILL has not ended by then is blocked in the kernel, perhaps forever. */
  static final Duration KILL_TIMEOUT = Duration.ofSeconds(2);

  /**
   * Sends SIGTERM, after the grace period SIGKILL, and waits until no process is left that can be
   * ended.
   *
   * @param program the name of the child, for messages
   * @param warn takes a sentence about the killed processes, and one about those still running
   */
  void run(String program, Consumer<String> warn) throws InterruptedException {
    ProcessGroup group = child.group();
    if (group == null) {
      reap();
      return;
    }
    boolean isKilled = false;
    long start = time.nanos();
    for (int poll = 0; hasProcesses(group, poll); poll++) {
      long left = grace.toNanos() - (time.nanos() - start);
      if (poll == 0) {
        child.send(ProcessSignal.TERM);
        child.send(ProcessSignal.CONT);
      } else if (left + KILL_TIMEOUT.toNanos() <= 0) {
        break;
      } else if (left <= 0) {
        List<Integer> killed = isKilled ? List.of() : group.killable();
        isKilled = true;
        child.send(ProcessSignal.KILL);
        warnOf(
            program + " has ended, but processes that it started did not end in time; killed",
            killed,
            warn);
      }
      time.sleep(POLL_INTERVAL);
    }
    // A process that the scan found ended may be a child of this process by now.
    reap();
    List<Integer> running = group.isGone() ? List.of() : group.running();
    warnOf(program + " has ended, but processes that it started cannot be ended:", running, warn);
  }

  private static void warnOf(String sentence, List<Integer> processes, Consumer<String> warn) {
    if (!processes.isEmpty()) {
      StringBuilder numbers = new StringBuilder();
      processes.forEach(pid -> numbers.append(numbers.isEmpty() ? "" : ", ").append(pid));
      warn.accept(sentence + " process " + numbers);
    }
  }

  private static boolean hasProcesses(ProcessGroup group, int poll) {
    reap();
    return group.takesSignals() && (poll % POLLS_PER_SCAN != 0 || !group.killable().isEmpty());
  }

  private static void reap() {
    while (ProcessCalls.reapChild() != null) {
      // Each of these was an orphan.
    }
  }
}
