package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.service.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The numbers for the metrics where the database is slow or away. */
class BlockedCountsTest {

  private static final Map<String, Integer> NONE =
      Map.of("worker_pool", 0, "broker", 0, "server_api", 0, "scheduler", 0, "monitor", 0);

  private volatile Supplier<DependencyGraph> graph = BlockedCountsTest::empty;

  private static DependencyGraph empty() {
    return graph(List.of());
  }

  private static DependencyGraph graph(List<RuntimeComponentInfo> rows) {
    return DependencyGraph.of(rows, Instant.EPOCH, Duration.ofSeconds(60), null);
  }

  private static RuntimeComponentInfo blocked() {
    return new RuntimeComponentInfo(
        TestJson.object(
            """
            {"name": "a", "kind": "monitor", "status": "ready", "heartbeat": "1970-01-01T00:00:00Z",
             "runtime": {"depends_on": ["broker/none"]}}
            """));
  }

  @Test
  void slowCountGivesTheNumbersBefore() {
    BlockedCounts counts = new BlockedCounts(() -> graph.get());
    assertEquals(NONE, counts.now());
    graph = () -> graph(List.of(blocked()));
    Map<String, Integer> one = new HashMap<>(NONE);
    one.put("monitor", 1);
    // A count that just ended may still be the one that is asked.
    Eventually.holds(Duration.ofMinutes(1), () -> counts.now().equals(one));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    graph =
        () -> {
          asked.countDown();
          await(answered);
          return empty();
        };
    do {
      assertEquals(one, counts.now());
    } while (asked.getCount() > 0);
    answered.countDown();
  }

  @Test
  void failureGivesNone() {
    BlockedCounts counts = new BlockedCounts(() -> graph.get());
    assertEquals(NONE, counts.now());
    CountDownLatch asked = new CountDownLatch(1);
    graph =
        () -> {
          asked.countDown();
          throw new RuntimeApiException.Unavailable("away", Details.NONE);
        };
    Map<String, Integer> now;
    do {
      now = counts.now();
    } while (asked.getCount() > 0);
    assertEquals(Map.of(), now);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
