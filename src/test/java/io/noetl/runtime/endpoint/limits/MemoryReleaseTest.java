package io.noetl.runtime.endpoint.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When memory is released. */
class MemoryReleaseTest {

  private final AtomicLong refusals = new AtomicLong();
  private final AtomicInteger given = new AtomicInteger();
  private final MemoryRelease aftermath = new MemoryRelease(refusals::get, given::incrementAndGet);

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      aftermath.tick();
    }
  }

  @Test
  void memoryIsReleasedOnceAfterAWaveOfRefusals() {
    look(5);
    for (int i = 0; i < 10; i++) {
      refusals.addAndGet(100);
      look(1);
    }
    assertEquals(0, given.get(), "it is not over");
    look(2);
    assertEquals(1, given.get());
    look(10);
    assertEquals(1, given.get());
    refusals.addAndGet(60);
    look(3);
    assertEquals(2, given.get(), "after the next as well");
  }

  @Test
  void fewRefusalsAtATimeReleaseNoMemory() {
    for (int i = 0; i < 100; i++) {
      refusals.addAndGet(10);
      look(4);
    }
    assertEquals(0, given.get());
  }
}
