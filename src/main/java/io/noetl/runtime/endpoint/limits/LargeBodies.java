package io.noetl.runtime.endpoint.limits;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits the total size of the bodies that are parsed at once; the others wait. */
public final class LargeBodies {

  /** A body up to this size does not wait. */
  private static final int SMALL = 4096;

  private final int most;
  private final Semaphore free;

  /** A limit of {@code most} bytes. */
  public LargeBodies(int most) {
    this.most = most;
    this.free = new Semaphore(most, true);
  }

  /** Waits until a body of so many bytes may be parsed; false when that takes too long. */
  public boolean begin(int bytes, Duration patience) {
    try {
      return bytes <= SMALL
          || free.tryAcquire(Math.min(bytes, most), patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** To be called once for each body after {@link #begin} returned true. */
  public void end(int bytes) {
    if (bytes > SMALL) {
      free.release(Math.min(bytes, most));
    }
  }
}
