package io.noetl.runtime.agent;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** Time that passes only during a wait, and that runs scheduled actions. */
final class ScriptedTime implements HeartbeatTime {

  private final TreeMap<Long, Runnable> script = new TreeMap<>();
  // Not zero: a monotonic clock may start anywhere, also just before it overflows.
  private final long origin = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();
  private long passed;

  /** Has {@code happening} happen once that much time has passed. */
  ScriptedTime at(String moment, Runnable happening) {
    script.put(Duration.parse("PT" + moment).toNanos(), happening);
    return this;
  }

  /** Lets time pass outside of a wait, as a slow answer does. */
  void pass(Duration duration) {
    passed += duration.toNanos();
  }

  /** Seconds since the beginning. */
  double seconds() {
    return Math.round(passed / 1e6) / 1e3;
  }

  @Override
  public long nanos() {
    return origin + passed;
  }

  @Override
  public void await(Semaphore wakeUp, Duration atMost) {
    long until = passed + Math.max(0, atMost.toNanos());
    if (wakeUp.availablePermits() == 0
        && !script.isEmpty()
        && script.firstKey() <= Math.max(until, passed)) {
      passed = Math.max(passed, script.firstKey());
      script.pollFirstEntry().getValue().run();
    } else if (wakeUp.availablePermits() == 0) {
      passed = until;
    }
    wakeUp.drainPermits();
  }
}
