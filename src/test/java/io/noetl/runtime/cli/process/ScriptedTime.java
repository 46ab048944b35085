package io.noetl.runtime.cli.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits; something may happen at each wait. */
public final class ScriptedTime implements MonotonicClock {

  private final List<Runnable> events;
  private final List<Duration> waits = new ArrayList<>();
  private long nanos;

  /** What happens during the first wait, the second, and so on. */
  public ScriptedTime(Runnable... events) {
    this.events = new ArrayList<>(List.of(events));
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    waits.add(duration);
    nanos += duration.toNanos();
    if (!events.isEmpty()) {
      events.removeFirst().run();
    }
  }

  /** How long each wait was. */
  public List<Duration> waits() {
    return waits;
  }
}
