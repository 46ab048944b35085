package io.noetl.runtime.endpoint;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that the test moves. */
public final class TestTime implements LongSupplier {

  private final AtomicLong nanos = new AtomicLong(1_000_000);

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  public void passes(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
