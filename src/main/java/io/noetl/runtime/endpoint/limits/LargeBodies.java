package io.noetl.runtime.endpoint.limits;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many bytes of bodies be at work at once; the others wait for their turn. */
public final class LargeBodies {

  /** A body that comes with its head has no more, and does not wait. */
  private static final int SMALL = 4096;

  private final int most;
  private final Semaphore free;

  /** Nothing is at work yet; of all that are, the bytes are {@code most} or fewer. */
  public LargeBodies(int most) {
    this.most = most;
    this.free = new Semaphore(most, true);
  }

  /** Waits for the turn of a body of so many bytes; false where it does not come in time. */
  public boolean begin(int bytes, Duration patience) {
    try {
      return bytes <= SMALL
          || free.tryAcquire(Math.min(bytes, most), patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** To be called once for each body that has begun. */
  public void end(int bytes) {
    if (bytes > SMALL) {
      free.release(Math.min(bytes, most));
    }
  }
}
