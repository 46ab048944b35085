package io.noetl.runtime.endpoint.registry;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls that are late. All calls have the same time limit, so they expire in the order in
 * which they arrived, and a queue suffices.
 */
public final class Deadlines {

  private final ConcurrentLinkedQueue<Watched> queue = new ConcurrentLinkedQueue<>();
  private final long nanos;
  private final LongSupplier nanoTime;

  public Deadlines(Duration deadline, LongSupplier nanoTime) {
    this.nanos = deadline.toNanos();
    this.nanoTime = nanoTime;
  }

  /** One call: the deadline or its result claims it first, and answers it. */
  static final class Watched {

    private final long end;
    private final AtomicReference<@Nullable Runnable> late;

    private Watched(long end, Runnable late) {
      this.end = end;
      this.late = new AtomicReference<>(late);
    }

    /** Whether the call was not claimed before. */
    boolean claim() {
      return late.getAndSet(null) != null;
    }
  }

  /** Runs {@code late} when the time is up, unless the call is claimed before. */
  Watched watch(Runnable late) {
    Watched watched = new Watched(nanoTime.getAsLong() + nanos, late);
    queue.add(watched);
    return watched;
  }

  /** Answers the calls that are late; to be called many times within a deadline. */
  public void expire() {
    expire(nanoTime.getAsLong());
  }

  /** Answers all calls, even if they are not late. */
  void expireAll() {
    expireBegunBefore(nanoTime.getAsLong());
  }

  /** Answers the calls that began before a time, even if they are not late. */
  void expireBegunBefore(long time) {
    expire(time + nanos);
  }

  /** Whether a call that began before a time is still unanswered. */
  boolean hasOneBegunBefore(long time) {
    for (Watched one : queue) {
      if (one.late.get() != null) {
        return one.end - nanos - time <= 0;
      }
    }
    return false;
  }

  private void expire(long now) {
    Watched first = queue.peek();
    while (first != null && (first.late.get() == null || first.end - now <= 0)) {
      queue.remove(first);
      Runnable late = first.late.getAndSet(null);
      if (late != null) {
        late.run();
      }
      first = queue.peek();
    }
  }
}
