package io.noetl.runtime.endpoint.limits;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few tasks at a time, taking clients in turn: many tasks of one client do not delay the
 * single task of another.
 */
public final class FairQueue {

  private final int atOnce;
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, ArrayDeque<Runnable>> waiting = new LinkedHashMap<>();
  private int running;

  /**
   * An empty queue.
   *
   * @param threads where tasks run, {@code atOnce} at most
   */
  public FairQueue(int atOnce, Executor threads) {
    this.atOnce = atOnce;
    this.threads = threads;
  }

  /**
   * Queues a task; what it throws is ignored.
   *
   * @param client whose task it is
   * @throws RuntimeException or an Error of the executor, when it cannot start a thread and none is
   *     running; the task is not queued then
   */
  public void add(Object client, Runnable task) {
    lock.lock();
    try {
      waiting.computeIfAbsent(client, first -> new ArrayDeque<>()).add(task);
      if (running < atOnce) {
        begin(client, task);
      }
    } finally {
      lock.unlock();
    }
  }

  private void begin(Object client, Runnable task) {
    running++;
    try {
      threads.execute(this::work);
    } catch (RuntimeException | Error noThread) {
      running--;
      // A running thread will take the task.
      if (running == 0) {
        remove(client, task);
        throw noThread;
      }
    }
  }

  private void remove(Object client, Runnable task) {
    ArrayDeque<Runnable> own = Objects.requireNonNull(waiting.get(client));
    own.removeLastOccurrence(task);
    if (own.isEmpty()) {
      waiting.remove(client);
    }
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException | Error own) {
        // The task itself had to report it.
      }
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      var clients = waiting.entrySet().iterator();
      if (!clients.hasNext()) {
        running--;
        return null;
      }
      var client = clients.next();
      clients.remove();
      Runnable task = client.getValue().removeFirst();
      if (!client.getValue().isEmpty()) {
        waiting.put(client.getKey(), client.getValue());
      }
      return task;
    } finally {
      lock.unlock();
    }
  }
}
