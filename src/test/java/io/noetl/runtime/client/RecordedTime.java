package io.noetl.runtime.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A clock that only waiting moves; it remembers each wait in milliseconds. */
final class RecordedTime implements Retries.Time {

  private final List<Long> waits = new ArrayList<>();
  private long now;

  /** So many tries after the first, without any jitter of their own. */
  Retries retries(int extra) {
    return retries(extra, Duration.ofMinutes(1), new ScriptedChance(0));
  }

  Retries retries(int extra, Duration deadline, RandomGenerator chance) {
    return new Retries(extra, deadline, chance, this);
  }

  List<Long> waits() {
    return waits;
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    waits.add(duration.toMillis());
    now += duration.toNanos();
  }
}
