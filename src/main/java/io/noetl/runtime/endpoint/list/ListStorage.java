package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.schema.JsonBytes;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
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

  /**
   * A list that is written.
   *
   * @param bytes all of it; none where it is in a file
   * @param spilled the file; null where there is none
   * @param isGzip whether it is compressed
   * @param release gives the room back; to be run once
   */
  record Kept(byte[] bytes, @Nullable SpilledList spilled, boolean isGzip, Runnable release) {}

  /** Takes memory for so many bytes; false where others have it. */
  boolean keep(int size) {
    return bytes.tryAcquire(size);
  }

  /** Copies a list to memory that {@link #keep} has taken, compressed or as it is. */
  Kept kept(JsonBytes list, boolean isGzip) {
    int taken = list.size();
    try {
      byte[] copy = isGzip ? Gzip.of(list) : list.toByteArray();
      int held = Math.min(taken, copy.length);
      bytes.release(taken - held);
      return new Kept(copy, null, isGzip, () -> bytes.release(held));
    } catch (RuntimeException | Error full) {
      bytes.release(taken);
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
