package io.noetl.runtime.endpoint.list;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of one size that lists in memory are made of, used again and again. New arrays for each
 * list would fill the old generation within seconds, and its collection stops heartbeats as well.
 */
final class PortionPool {

  /** The length of each array: as much as one write to a connection takes. */
  static final int PORTION = 64 * 1024;

  private final ReentrantLock lock = new ReentrantLock();

  /** Not held for good: what nobody needs for a while is the collector's. */
  private SoftReference<ArrayDeque<byte[]>> free = new SoftReference<>(new ArrayDeque<>());

  /** An array of any content. */
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

  /** Gives back arrays that nobody reads any more. */
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
