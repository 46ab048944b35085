package io.noetl.runtime.endpoint.list;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that write lists. */
final class ListThreads {

  private ListThreads() {}

  /**
   * Platform threads of low priority, so that the operating system runs heartbeats first. Only
   * lists use the locks of {@link ListWriter}, so no heartbeat waits for such a thread.
   */
  @SuppressWarnings("ThreadPriorityCheck") // the launcher has the JVM heed it
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
