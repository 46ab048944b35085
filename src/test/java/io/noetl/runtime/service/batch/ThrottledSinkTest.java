package io.noetl.runtime.service.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A long list beside other work. */
class ThrottledSinkTest {

  private final AtomicLong nanos = new AtomicLong(7);
  private final AtomicBoolean busy = new AtomicBoolean(true);
  private final AtomicInteger lists = new AtomicInteger(1);
  private final AtomicInteger taken = new AtomicInteger();
  private final List<String> rests = new ArrayList<>();
  private final ThrottledSink list =
      new ThrottledSink(
          (component, asOf) -> taken.incrementAndGet(),
          busy::get,
          lists::get,
          nanos::get,
          rest -> rests.add(rest + " after " + taken.get()));

  private void take(int rows, long nanosEach) {
    for (int i = 0; i < rows; i++) {
      nanos.addAndGet(nanosEach);
      list.accept(new RuntimeComponentInfo(JsonObject.EMPTY.with("name", "a")), null);
    }
  }

  @Test
  void restsAsLongAsEachPortionTook() {
    take(499, 10);
    assertEquals(List.of(), rests);
    take(501, 10);
    take(400, 20);
    assertEquals(List.of("5000 after 500", "5000 after 1000"), rests);
  }

  @Test
  void restIsShortWhereThePortionWasLong() {
    take(500, 1_000_000);
    assertEquals(List.of("5000000 after 500"), rests);
  }

  /** Each has a quarter of the time then: together they have what one has alone. */
  @Test
  void twoListsRestThreeTimesAsLong() {
    lists.set(2);
    take(500, 10);
    assertEquals(List.of("15000 after 500"), rests);
  }

  @Test
  void doesNotRestWhereNobodyWaits() {
    busy.set(false);
    take(1000, 10);
    busy.set(true);
    take(500, 30);
    assertEquals(List.of("15000 after 1500"), rests);
  }
}
