package io.noetl.runtime.endpoint.list;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that write lists. */
final class ListThreads {

  private ListThreads() {}

  /**
   * Platform threads of low priority, so that the operating system runs heartbeats first. They take
   * no lock that a heartbeat waits for, except briefly in the pool of connections.
   */
  @SuppressWarnings(
      "ThreadPriorityCheck") // bin/noetl-runtime sets the policy without which the JVM ignores it
  static Executor executor() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task ->
            Thread.ofPlatform()
                .daemon()
                .name("lists")
                .priority(Thread.MIN_PRIORITY)
                .unstarted(task));
  }
}
