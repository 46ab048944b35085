package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many services of node 0 whose clocks show the same millisecond. */
@IntegrationTest
class PostgresIdsTest {

  private static final int SERVICES = 60;
  private static final int NAMES = 5;

  @Test
  void servicesOfOneNodeNeitherFailOnAnIdNorOverwriteEachOther() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    CountDownLatch together = new CountDownLatch(SERVICES);
    List<Callable<Set<String>>> work = new ArrayList<>();
    for (int i = 0; i < SERVICES; i++) {
      int number = i;
      work.add(() -> {
        Set<String> rows = new HashSet<>();
        try (RuntimeService service = service(database, number)) {
          service.list(Requests.EVERYTHING);
          together.countDown();
          together.await();
          for (int n = 0; n < NAMES; n++) {
            String name = "p" + number + "-" + n;
            rows.add(name + "|" + service.register(Requests.pool(name)).runtimeId());
          }
        }
        return rows;
      });
    }

    Set<String> acknowledged = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(SERVICES)) {
      for (Future<Set<String>> done : threads.invokeAll(work)) {
        acknowledged.addAll(done.get());
      }
    }

    assertEquals(SERVICES * NAMES, acknowledged.size());
    assertEquals(
        acknowledged, new HashSet<>(database.rows("SELECT name, runtime_id FROM noetl.runtime")));
  }

  private static RuntimeService service(PostgresDatabase database, int seed) {
    Snowflake ids =
        Snowflake.ofNode(
            new MovableClock(Instant.parse("2026-11-23T18:07:20.933Z")),
            Snowflake.NOETL_EPOCH_MILLIS,
            0,
            new Random(seed));
    return RuntimeService.open(
        new DirectOptions(database.url(), Duration.ofSeconds(30), true, ids, statement -> {}));
  }
}
