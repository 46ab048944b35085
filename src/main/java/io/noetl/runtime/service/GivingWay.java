package io.noetl.runtime.service;

import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a list in portions, and while there is other work rests after each for as long as it took:
 * a long list would have the processors, here and at the database, all to itself.
 */
final class GivingWay implements ComponentSink {

  private static final int PORTION = 500;

  private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(5);

  private final ComponentSink sink;
  private final BooleanSupplier hasOtherWork;
  private final LongSupplier nanoTime;
  private final LongConsumer rest;
  private int rows;
  private long begun;

  GivingWay(ComponentSink sink, BooleanSupplier hasOtherWork) {
    this(sink, hasOtherWork, System::nanoTime, GivingWay::sleep);
  }

  GivingWay(
      ComponentSink sink, BooleanSupplier hasOtherWork, LongSupplier nanoTime, LongConsumer rest) {
    this.sink = sink;
    this.hasOtherWork = hasOtherWork;
    this.nanoTime = nanoTime;
    this.rest = rest;
    this.begun = nanoTime.getAsLong();
  }

  @Override
  public void accept(RuntimeComponentInfo component, @Nullable Instant asOf) {
    sink.accept(component, asOf);
    if (++rows % PORTION == 0) {
      if (hasOtherWork.getAsBoolean()) {
        rest.accept(Math.min(nanoTime.getAsLong() - begun, LONGEST_REST));
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
