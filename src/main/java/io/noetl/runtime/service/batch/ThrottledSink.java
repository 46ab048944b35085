package io.noetl.runtime.service.batch;

import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a list in portions, and while there is other work rests after each, so that all lists
 * together have half of one processor's time: without, they would have all of it, here and at the
 * database.
 */
final class ThrottledSink implements ComponentSink {

  private static final int PORTION = 500;

  private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(5);

  private final ComponentSink sink;
  private final BooleanSupplier hasOtherWork;
  private final IntSupplier lists;
  private final LongSupplier nanoTime;
  private final LongConsumer rest;
  private int rows;
  private long begun;

  /**
   * Takes one list.
   *
   * @param lists how many are under way, this one included
   */
  ThrottledSink(ComponentSink sink, BooleanSupplier hasOtherWork, IntSupplier lists) {
    this(sink, hasOtherWork, lists, System::nanoTime, ThrottledSink::sleep);
  }

  ThrottledSink(
      ComponentSink sink,
      BooleanSupplier hasOtherWork,
      IntSupplier lists,
      LongSupplier nanoTime,
      LongConsumer rest) {
    this.sink = sink;
    this.hasOtherWork = hasOtherWork;
    this.lists = lists;
    this.nanoTime = nanoTime;
    this.rest = rest;
    this.begun = nanoTime.getAsLong();
  }

  @Override
  public void accept(RuntimeComponentInfo component, @Nullable Instant asOf) {
    sink.accept(component, asOf);
    if (++rows % PORTION == 0) {
      if (hasOtherWork.getAsBoolean()) {
        long took = Math.min(nanoTime.getAsLong() - begun, LONGEST_REST);
        rest.accept(took * (2L * lists.getAsInt() - 1));
      }
      begun = nanoTime.getAsLong();
    }
  }

  private static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
