package io.noetl.runtime.agent;

import java.time.Duration;

/** What a child that has ended left behind in its group, which has as long to end as it had. */
record Leftovers(ChildProcess child, Duration grace) {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** Tells it to end, kills what does not, and waits until nothing is left. */
  void end() throws InterruptedException {
    long deadline = System.nanoTime() + grace.toNanos();
    boolean told = false;
    while (true) {
      while (Reaper.poll() != null) {
        // Each of these was an orphan.
      }
      if (!child.groupExists()) {
        break;
      }
      if (!told) {
        child.send(ProcessSignal.TERM);
        child.send(ProcessSignal.CONT);
        told = true;
      } else if (System.nanoTime() - deadline >= 0) {
        child.send(ProcessSignal.KILL);
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }
}
