package io.noetl.runtime.endpoint.metrics;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A count in the database for the metrics, which do not wait long for it. One count serves all
 * requests at the same time, and goes on when none of them waits any more.
 */
public final class SharedCount<T> {

  /** How long a page waits for the database; it is also served without it. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Supplier<T> count;
  private final AtomicReference<@Nullable FutureTask<T>> running = new AtomicReference<>();

  public SharedCount(Supplier<T> count) {
    this.count = count;
  }

  /**
   * The result of the count that runs, or of a new one.
   *
   * @throws TimeoutException when it takes long
   * @throws ExecutionException when it fails
   * @throws InterruptedException when this thread is interrupted
   */
  public T get() throws TimeoutException, ExecutionException, InterruptedException {
    FutureTask<T> fresh = new FutureTask<>(count::get);
    FutureTask<T> known = running.compareAndExchange(null, fresh);
    if (known == null) {
      start(fresh);
    }
    return (known == null ? fresh : known).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void start(FutureTask<T> fresh) {
    try {
      Thread.startVirtualThread(() -> {
        try {
          fresh.run();
        } finally {
          running.set(null);
        }
      });
    } catch (RuntimeException | Error noThread) {
      running.set(null);
      throw noThread;
    }
  }
}
