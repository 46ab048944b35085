package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.route.StoredBody;
import io.noetl.runtime.json.JsonBytes;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The memory and the files that all lists have together, until they are sent. */
final class ListStorage {

  /** Clients that read slowly keep their lists for longer than it takes to write them. */
  private static final int MOST_BYTES = 32 << 20;

  /** Each may be as long as all components are. */
  private static final int MOST_FILES = 16;

  private final Semaphore bytes = new Semaphore(MOST_BYTES);
  private final Semaphore files = new Semaphore(MOST_FILES);
  private final PortionPool pool = new PortionPool();

  /**
   * A list that is written.
   *
   * @param bytes all of it where it is short; else none
   * @param stored all of it where it is long; else null
   * @param isGzip whether it is compressed
   * @param release gives the room back; to be run once
   */
  record Kept(byte[] bytes, @Nullable StoredBody stored, boolean isGzip, Runnable release) {}

  /** Takes memory for so many bytes; false where others have it. */
  boolean keep(int size) {
    return bytes.tryAcquire(size);
  }

  /** Copies a list to memory that {@link #keep} has taken, compressed or as it is. */
  Kept kept(JsonBytes list, boolean isGzip) {
    int taken = list.size();
    if (!isGzip && taken <= PortionPool.PORTION) {
      return new Kept(copy(list), null, false, () -> bytes.release(taken));
    }
    PortionedList copy = new PortionedList(pool);
    try {
      if (isGzip) {
        Gzip.write(list, copy);
      } else {
        list.moveTo(copy);
      }
      int held = (int) Math.min(taken, copy.size());
      bytes.release(taken - held);
      return new Kept(
          new byte[0],
          copy,
          isGzip,
          () -> {
            copy.release();
            bytes.release(held);
          });
    } catch (IOException impossible) {
      copy.release();
      bytes.release(taken);
      throw new IllegalStateException("memory takes all bytes", impossible);
    } catch (RuntimeException | Error full) {
      copy.release();
      bytes.release(taken);
      throw full;
    }
  }

  private byte[] copy(JsonBytes list) {
    try {
      return list.toByteArray();
    } catch (RuntimeException | Error full) {
      bytes.release(list.size());
      throw full;
    }
  }

  /**
   * A file for a list that has no place in memory.
   *
   * @param isGzip whether it is compressed
   * @throws Unavailable where there may be no other, or nothing can be written
   */
  SpilledList file(boolean isGzip) {
    return SpilledList.open(files, isGzip);
  }

  /** Whether nothing is kept. */
  boolean isEmpty() {
    return bytes.availablePermits() == MOST_BYTES && files.availablePermits() == MOST_FILES;
  }
}
