package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.route.StoredBody;
import io.noetl.runtime.json.JsonBytes;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The memory and files that finished lists share until they are sent. */
final class ListStorage {

  /** A slow client keeps its list for longer than it takes to write it. */
  private static final int MOST_BYTES = 32 << 20;

  /** Each may hold all components. */
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
   * @param release frees the memory or the file; to be run once
   */
  record Stored(byte[] bytes, @Nullable StoredBody stored, boolean isGzip, Runnable release) {}

  /** Reserves memory for so many bytes; false where too little is free. */
  boolean keep(int size) {
    return bytes.tryAcquire(size);
  }

  /** Copies a list to the memory that {@link #keep} reserved, compressed or not. */
  Stored kept(JsonBytes list, boolean isGzip) {
    int taken = list.size();
    if (!isGzip && taken <= PortionPool.PORTION) {
      return new Stored(copy(list), null, false, () -> bytes.release(taken));
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
      return new Stored(new byte[0], copy, isGzip, () -> release(copy, held));
    } catch (IOException impossible) {
      release(copy, taken);
      throw new IllegalStateException("memory takes all bytes", impossible);
    } catch (RuntimeException | Error full) {
      release(copy, taken);
      throw full;
    }
  }

  private void release(PortionedList copy, int reserved) {
    try {
      copy.release();
    } finally {
      bytes.release(reserved);
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
   * A file for a list that does not fit into the memory.
   *
   * @param isGzip whether it is compressed
   * @throws Unavailable when the limit of files is reached, or the file cannot be created
   */
  SpilledList file(boolean isGzip) {
    return SpilledList.open(files, isGzip);
  }

  /** Whether no memory and no file is in use. */
  boolean isEmpty() {
    return bytes.availablePermits() == MOST_BYTES && files.availablePermits() == MOST_FILES;
  }
}
