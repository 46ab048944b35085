package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.json.JsonBytes;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** The memory and files that finished lists share until they are sent. */
final class ListStorage {

  /** A slow client keeps its list for longer than it takes to write it. */
  private static final int MOST_BYTES = 32 << 20;

  /** Each may hold all components. */
  private static final int MOST_FILES = 16;

  private final Semaphore bytes = new Semaphore(MOST_BYTES);
  private final Semaphore files = new Semaphore(MOST_FILES);
  private final PortionPool pool = new PortionPool();

  /** Reserves memory for a list of so many bytes; false where too little is free. */
  boolean keep(int size) {
    return bytes.tryAcquire(room(size));
  }

  /** What a list takes: short ones an array of their own, others whole portions. */
  private static int room(long size) {
    if (size <= PortionPool.PORTION) {
      return (int) size;
    }
    long portions = (size + PortionPool.PORTION - 1) / PortionPool.PORTION;
    return (int) (portions * PortionPool.PORTION);
  }

  /** Copies a list to the memory that {@link #keep} reserved, compressed or not. */
  WrittenList kept(JsonBytes list, boolean isGzip) {
    int reserved = room(list.size());
    try {
      return list.size() <= PortionPool.PORTION
          ? shortList(list, isGzip, reserved)
          : longList(list, isGzip, reserved);
    } catch (IOException impossible) {
      bytes.release(reserved);
      throw new IllegalStateException("memory takes all bytes", impossible);
    } catch (RuntimeException | Error full) {
      bytes.release(reserved);
      throw full;
    }
  }

  private WrittenList shortList(JsonBytes list, boolean isGzip, int reserved) throws IOException {
    byte[] copy = isGzip ? Gzip.bytes(list) : list.toByteArray();
    return new WrittenList(copy, null, isGzip, () -> bytes.release(reserved));
  }

  private WrittenList longList(JsonBytes list, boolean isGzip, int reserved) throws IOException {
    PortionedList copy = new PortionedList(pool);
    try {
      if (isGzip) {
        Gzip.write(list, copy);
      } else {
        list.moveTo(copy);
      }
    } catch (IOException | RuntimeException | Error full) {
      copy.release();
      throw full;
    }
    int held = Math.min(reserved, copy.capacity());
    bytes.release(reserved - held);
    return new WrittenList(new byte[0], copy, isGzip, () -> release(copy, held));
  }

  private void release(PortionedList copy, int reserved) {
    try {
      copy.release();
    } finally {
      bytes.release(reserved);
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
