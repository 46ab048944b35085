package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.route.StoredBody;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A list in memory, in arrays from a pool. Several answers may read it once it is complete. */
final class PortionedList extends OutputStream implements StoredBody {

  private final PortionPool pool;
  private final List<byte[]> portions = new ArrayList<>();
  private int size;

  /** An empty list; the caller has to release it. */
  PortionedList(PortionPool pool) {
    this.pool = pool;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    int done = 0;
    while (done < length) {
      int start = size % PortionPool.PORTION;
      if (start == 0) {
        portions.add(pool.take());
      }
      int part = Math.min(length - done, PortionPool.PORTION - start);
      System.arraycopy(bytes, from + done, portions.getLast(), start, part);
      size += part;
      done += part;
    }
  }

  @Override
  public long size() {
    return size;
  }

  /** The bytes of memory that it holds. */
  int capacity() {
    return portions.size() * PortionPool.PORTION;
  }

  @Override
  public void read(ByteBuffer buffer, long from) {
    int next = (int) from;
    while (buffer.hasRemaining() && next < size) {
      int start = next % PortionPool.PORTION;
      int part = Math.min(Math.min(PortionPool.PORTION - start, size - next), buffer.remaining());
      buffer.put(portions.get(next / PortionPool.PORTION), start, part);
      next += part;
    }
  }

  /** Returns the arrays to the pool; to be called once, after the last read. */
  void release() {
    pool.giveBack(portions);
    portions.clear();
    size = 0;
  }
}
