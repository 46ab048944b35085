package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.beat;
import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How a registry bears many components and several threads. */
interface ManyAtOnceContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  @Test
  default void twoHundredComponentsHaveTwoHundredIds() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      ids.add(api().register(registration("{'name':'p" + i + "'}")).runtimeId());
    }

    assertEquals(200, ids.size());
    List<RuntimeComponentInfo> items = api().list(RuntimeListQuery.of(null)).items();
    assertEquals(200, items.size());
    Set<String> listed = new HashSet<>();
    items.forEach(item -> listed.add(item.runtimeId()));
    assertEquals(ids, listed);
  }

  @Test
  default void severalThreadsMayUseItAtOnce() throws Exception {
    int threads = 8;
    int rounds = 10;
    CountDownLatch together = new CountDownLatch(threads);
    List<Callable<Set<String>>> work = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      work.add(() -> {
        together.countDown();
        together.await();
        Set<String> sharedIds = new TreeSet<>();
        for (int round = 0; round < rounds; round++) {
          String own = "p-" + thread + "-" + round;
          String id = api().register(registration("{'name':'" + own + "'}")).runtimeId();
          assertEquals(id, api().heartbeat(beat(RuntimeKind.WORKER_POOL, own)).runtimeId());
          assertEquals(id, only(api(), own).runtimeId());
          sharedIds.add(api().register(registration("{'name':'shared'}")).runtimeId());
        }
        return sharedIds;
      });
    }

    Set<String> sharedIds = new TreeSet<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Set<String>> done : pool.invokeAll(work)) {
        sharedIds.addAll(done.get());
      }
    }

    assertEquals(1, sharedIds.size(), sharedIds.toString());
    Set<String> ids = new HashSet<>();
    api().list(RuntimeListQuery.of(null)).items().forEach(item -> ids.add(item.runtimeId()));
    assertEquals(threads * rounds + 1, ids.size());
  }
}
