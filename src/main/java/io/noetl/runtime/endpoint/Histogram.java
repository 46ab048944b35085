package io.noetl.runtime.endpoint;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations in buckets; many threads may record at once. */
final class Histogram {

  /** The upper bounds of the buckets in nanoseconds: the deadline lies between two of them. */
  private static final long[] BOUNDS = {
    millis(1),
    millis(2),
    millis(5),
    millis(10),
    millis(25),
    millis(50),
    millis(100),
    millis(250),
    millis(500),
    millis(1000),
    millis(2500),
    millis(5000),
    millis(10_000)
  };

  private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Histogram() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  void record(long duration) {
    int bucket = 0;
    while (bucket < BOUNDS.length && duration > BOUNDS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    nanos.add(duration);
  }

  long count() {
    long count = 0;
    for (LongAdder bucket : buckets) {
      count += bucket.sum();
    }
    return count;
  }

  /** Writes the samples of the histogram, each with these labels. */
  void writeTo(MetricsText text, String name, String... labels) {
    String[] withBound = Arrays.copyOf(labels, labels.length + 2);
    withBound[labels.length] = "le";
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      withBound[labels.length + 1] =
          i == BOUNDS.length ? "+Inf" : MetricsText.number(seconds(BOUNDS[i]));
      text.sample(name + "_bucket", count, withBound);
    }
    text.sample(name + "_sum", seconds(nanos.sum()), labels);
    text.sample(name + "_count", count, labels);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
