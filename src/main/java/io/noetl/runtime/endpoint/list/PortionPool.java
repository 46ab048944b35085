package io.noetl.runtime.endpoint.list;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reuses the arrays of lists in memory, which all have one size. New arrays for each list would
 * fill the old generation within seconds, and collecting it pauses heartbeats as well.
 */
final class PortionPool {

  /** The length of each array: the size of one write to a connection. */
  static final int PORTION = 64 * 1024;

  private final ReentrantLock lock = new ReentrantLock();

  /** A soft reference: the collector may free all unused arrays when memory is short. */
  private SoftReference<ArrayDeque<byte[]>> free = new SoftReference<>(new ArrayDeque<>());

  /** An array with arbitrary content. */
  byte[] take() {
    lock.lock();
    try {
      ArrayDeque<byte[]> known = free.get();
      byte @Nullable [] portion = known == null ? null : known.pollLast();
      return portion == null ? new byte[PORTION] : portion;
    } finally {
      lock.unlock();
    }
  }

  /** Returns arrays that are no longer read. */
  void giveBack(Iterable<byte[]> portions) {
    lock.lock();
    try {
      ArrayDeque<byte[]> known = free.get();
      if (known == null) {
        known = new ArrayDeque<>();
        free = new SoftReference<>(known);
      }
      portions.forEach(known::addLast);
    } finally {
      lock.unlock();
    }
  }
}
