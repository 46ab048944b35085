package io.noetl.runtime.service.batch;

import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes a list on in portions and pauses after each one while other work is waiting. All lists
 * together then use half of one processor; unthrottled, they would use all of it, in this process
 * and in the database.
 */
final class ThrottledSink implements ComponentSink {

  private static final int PORTION = 500;

  private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final ComponentSink sink;
  private final BooleanSupplier hasOtherWork;
  private final IntSupplier lists;
  private final BatchClock clock;
  private int rows;
  private long started;

  /**
   * A sink for one list.
   *
   * @param lists how many lists are being read, this one included
   */
  ThrottledSink(
      ComponentSink sink, BooleanSupplier hasOtherWork, IntSupplier lists, BatchClock clock) {
    this.sink = sink;
    this.hasOtherWork = hasOtherWork;
    this.lists = lists;
    this.clock = clock;
    this.started = clock.nanoTime();
  }

  @Override
  public void accept(RuntimeComponentInfo component, @Nullable Instant asOf) {
    sink.accept(component, asOf);
    if (++rows % PORTION == 0) {
      if (hasOtherWork.getAsBoolean()) {
        long took = Math.min(clock.nanoTime() - started, MAX_PAUSE);
        clock.sleep(took * (2L * lists.getAsInt() - 1));
      }
      started = clock.nanoTime();
    }
  }
}
