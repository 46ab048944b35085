package io.noetl.runtime.agent;

import io.noetl.runtime.posix.ProcessCalls;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What a child that has ended left behind in its group, which has as long to end as it had. */
record GroupCleanup(ChildProcess child, Duration grace) {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** Looking at every process of the machine is no trifle. */
  private static final int LOOKS_A_CENSUS = 25;

  /** What SIGKILL does not end by then waits in the kernel, perhaps for ever. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Tells it to end, kills what does not, and waits until nothing is left that can be ended.
   *
   * @param program the name of the child, for sentences
   * @param warn takes a sentence of what was killed, and one of what runs on all the same
   */
  void run(String program, Consumer<String> warn) throws InterruptedException {
    ProcessGroup group = child.group();
    if (group == null) {
      reap();
      return;
    }
    boolean isKilled = false;
    long start = System.nanoTime();
    for (int look = 0; isLeft(group, look); look++) {
      long left = grace.toNanos() - (System.nanoTime() - start);
      if (look == 0) {
        child.send(ProcessSignal.TERM);
        child.send(ProcessSignal.CONT);
      } else if (left + PATIENCE.toNanos() <= 0) {
        break;
      } else if (left <= 0) {
        List<Integer> killed = isKilled ? List.of() : group.killable();
        isKilled = true;
        child.send(ProcessSignal.KILL);
        warnOf(program + " has ended, but what it started did not in time; killed", killed, warn);
      }
      Thread.sleep(LOOK_AGAIN);
    }
    // What the census found ended may be an orphan of ours.
    reap();
    List<Integer> running = group.isGone() ? List.of() : group.running();
    warnOf(program + " has ended, but what it started cannot be ended:", running, warn);
  }

  private static void warnOf(String sentence, List<Integer> processes, Consumer<String> warn) {
    if (!processes.isEmpty()) {
      StringBuilder numbers = new StringBuilder();
      processes.forEach(pid -> numbers.append(numbers.isEmpty() ? "" : ", ").append(pid));
      warn.accept(sentence + " process " + numbers);
    }
  }

  private static boolean isLeft(ProcessGroup group, int look) {
    reap();
    return group.takesSignals() && (look % LOOKS_A_CENSUS != 0 || !group.killable().isEmpty());
  }

  private static void reap() {
    while (ProcessCalls.reapChild() != null) {
      // Each of these was an orphan.
    }
  }
}
