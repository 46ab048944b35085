package io.noetl.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose writers never wait for its reader: what they flush is a chunk in a queue, and a
 * separate thread writes it. A chunk without room is dropped, and so are those behind it until half
 * of the room is free; where they would have stood, a line says how many lines are missing.
 */
final class QueuedOutput extends OutputStream {

  /** How much is written at once: what a pipe holds. */
  private static final int PORTION = 64 * 1024;

  private final OutputStream target;
  private final int room;
  private final LongFunction<String> notice;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Chunk> queue = new ArrayDeque<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private int queued;
  private long dropped;
  private @Nullable Gap gap;
  private @Nullable IOException failure;
  private boolean started;
  private boolean busy;
  private int writing;
  private long writingSince;

  /**
   * A queue that is empty.
   *
   * @param notice the line for so many that were dropped; empty for none
   */
  QueuedOutput(OutputStream target, int room, LongFunction<String> notice) {
    this.target = target;
    this.room = room;
    this.notice = notice;
  }

  /** An entry of the queue. */
  private sealed interface Chunk {}

  private record Bytes(byte[] bytes) implements Chunk {}

  /** The place of lines that were dropped. */
  private static final class Gap implements Chunk {
    private long lines;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      begun.write(bytes, offset, length);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flush() {
    lock.lock();
    try {
      if (begun.size() > 0) {
        byte[] chunk = begun.toByteArray();
        begun.reset();
        offer(chunk);
      }
    } finally {
      lock.unlock();
    }
  }

  private void offer(byte[] chunk) {
    if (gap != null && queued <= room / 2) {
      gap = null;
    }
    if (gap == null && queued + chunk.length > room) {
      gap = new Gap();
      queue.add(gap);
    }
    if (gap != null) {
      long lines = lines(chunk);
      gap.lines += lines;
      dropped += lines;
      return;
    }
    queue.add(new Bytes(chunk));
    queued += chunk.length;
    if (!started) {
      started = true;
      Thread.ofPlatform().name("output").daemon().start(this::run);
    }
    changed.signalAll();
  }

  private static long lines(byte[] chunk) {
    long lines = 0;
    for (byte b : chunk) {
      if (b == '\n') {
        lines++;
      }
    }
    return lines;
  }

  private void run() {
    try {
      while (true) {
        byte[] portion = take();
        IOException failed = null;
        try {
          target.write(portion);
          target.flush();
        } catch (IOException unwritten) {
          failed = unwritten;
        }
        written(failed, lines(portion));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] take() throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty()) {
        changed.await();
      }
      ByteArrayOutputStream portion = new ByteArrayOutputStream();
      while (!queue.isEmpty() && portion.size() < PORTION) {
        switch (queue.remove()) {
          case Bytes(byte[] bytes) -> {
            portion.writeBytes(bytes);
            writing += bytes.length;
          }
          case Gap missing -> {
            // What is dropped from now on stands behind what this line is about.
            gap = gap == missing ? null : gap;
            portion.writeBytes(notice.apply(missing.lines).getBytes(StandardCharsets.UTF_8));
          }
        }
      }
      busy = true;
      writingSince = System.nanoTime();
      return portion.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  /** Only what has been written leaves room. */
  private void written(@Nullable IOException failed, long lines) {
    lock.lock();
    try {
      queued -= writing;
      writing = 0;
      busy = false;
      if (failed != null) {
        failure = failed;
        dropped += lines;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Why writing failed last; null when it never did. */
  @Nullable IOException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** How many lines had no room, or failed to be written. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all has been written, but no longer than {@code timeout}; not at all where the
   * reader has kept the writer waiting as long already.
   */
  void awaitEmpty(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long now = System.nanoTime();
      boolean isStuck = busy && now - writingSince > timeout.toNanos();
      long left = isStuck ? 0 : timeout.toNanos();
      while ((busy || !queue.isEmpty()) && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
