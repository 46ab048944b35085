package io.noetl.runtime.service.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;

/** The pauses of a long list while other work is waiting. */
class ThrottledSinkTest implements BatchClock {

  private final AtomicBoolean busy = new AtomicBoolean(true);
  private final AtomicInteger lists = new AtomicInteger(1);
  private final AtomicInteger taken = new AtomicInteger();
  private final List<String> pauses = new ArrayList<>();
  private long nanos = 7;
  private final ThrottledSink list =
      new ThrottledSink((component, asOf) -> taken.incrementAndGet(), busy::get, lists::get, this);

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long await(Condition condition, long duration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sleep(long duration) {
    pauses.add(duration + " after " + taken.get());
  }

  private void take(int rows, long nanosEach) {
    for (int i = 0; i < rows; i++) {
      nanos += nanosEach;
      list.accept(new RuntimeComponentInfo(JsonObject.EMPTY.with("name", "a")), null);
    }
  }

  @Test
  void pausesForTheTimeOfEachPortion() {
    take(499, 10);
    assertEquals(List.of(), pauses);
    take(501, 10);
    take(400, 20);
    assertEquals(List.of("5000 after 500", "5000 after 1000"), pauses);
  }

  @Test
  void pauseAfterALongPortionIsLimited() {
    take(500, 1_000_000);
    assertEquals(List.of("5000000 after 500"), pauses);
  }

  /** Each list then uses a quarter of the time, both together what one alone uses. */
  @Test
  void twoListsPauseThreeTimesAsLong() {
    lists.set(2);
    take(500, 10);
    assertEquals(List.of("15000 after 500"), pauses);
  }

  @Test
  void doesNotPauseWithoutOtherWork() {
    busy.set(false);
    take(1000, 10);
    busy.set(true);
    take(500, 30);
    assertEquals(List.of("15000 after 1500"), pauses);
  }
}
