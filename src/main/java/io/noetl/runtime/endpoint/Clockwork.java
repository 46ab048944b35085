package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs tasks again and again, each on a thread of its own, until it is closed. */
final class Clockwork implements AutoCloseable {

  private final ServerLog log;
  private final List<Thread> threads = new ArrayList<>();

  Clockwork(ServerLog log) {
    this.log = log;
  }

  /** Runs a task after {@code first}, and then with {@code pause} between its runs. */
  void every(Duration first, Duration pause, String name, Runnable task) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(() -> run(first, pause, task)));
  }

  private void run(Duration first, Duration pause, Runnable task) {
    try {
      Thread.sleep(first);
      while (true) {
        try {
          task.run();
        } catch (RuntimeException bug) {
          log.bug("bug", bug, JsonObject.EMPTY);
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
