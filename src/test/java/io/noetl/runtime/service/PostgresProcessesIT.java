package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.ChildJvm;
import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two hundred workers in four processes on one database, all of node 0, for half a minute. */
@IntegrationTest
class PostgresProcessesIT {

  private static final int PROCESSES = 4;
  private static final int WORKERS = 50;
  private static final int SECONDS = 30;
  private static final int SHARED_NAMES = 20;

  @Test
  void twoHundredWorkersOnOverlappingNamesLoseNothing() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    try (RuntimeService service = database.service()) {
      for (int i = 0; i < SHARED_NAMES; i++) {
        service.register(Requests.pool("shared-" + i));
      }
    }

    List<String> said = run(database.url());

    List<String> workers = said.stream().filter(line -> line.startsWith("worker ")).toList();
    assertEquals(PROCESSES * WORKERS, workers.size());
    assertEquals(
        List.of(),
        workers.stream().filter(line -> !line.matches("worker \\d+ [1-9]\\d* ")).toList(),
        "workers that failed");
    Map<String, List<Acknowledged>> acknowledged = new HashMap<>();
    said.stream()
        .filter(line -> !line.startsWith("worker "))
        .map(Acknowledged::of)
        .forEach(a -> acknowledged.computeIfAbsent(a.name, name -> new ArrayList<>()).add(a));
    assertEquals(
        Stream.concat(
                IntStream.range(0, PROCESSES * WORKERS).mapToObj(i -> "own-" + i),
                IntStream.range(0, SHARED_NAMES).mapToObj(i -> "shared-" + i))
            .sorted()
            .toList(),
        acknowledged.keySet().stream().sorted().toList());
    List<String> rows =
        database.rows("SELECT name, runtime_id, capacity, status FROM noetl.runtime");
    assertEquals(acknowledged.size(), rows.size());
    for (String row : rows) {
      assertNothingLost(row.split("\\|"), acknowledged.get(row.split("\\|")[0]));
    }
    assertEquals(
        List.of("0"),
        database.rows("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
  }

  /**
   * The row is what one worker last had acknowledged, and no registration was acknowledged that
   * began after that one had ended. A worker that is alone with a name also finds its last status.
   */
  private static void assertNothingLost(String[] row, List<Acknowledged> writes) {
    String capacity = row[2];
    Acknowledged winner =
        writes.stream().filter(write -> write.capacity.equals(capacity)).findFirst().orElse(null);
    assertTrue(winner != null, () -> String.join("|", row) + " is no last write of " + writes);
    for (Acknowledged write : writes) {
      assertEquals(row[1], write.id, row[0]);
      assertTrue(write.start - winner.end <= 0, () -> write + " is lost under " + winner);
    }
    if (row[0].startsWith("own-")) {
      assertEquals(1, writes.size());
      assertEquals(winner.status, row[3], row[0]);
    }
  }

  private static List<String> run(String url) throws Exception {
    List<Process> processes = new ArrayList<>();
    List<BufferedReader> outputs = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(url, i));
        outputs.add(processes.get(i).inputReader());
      }
      for (BufferedReader output : outputs) {
        assertEquals("up", output.readLine());
      }
      for (Process process : processes) {
        process.getOutputStream().close();
      }
      List<String> said = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        said.addAll(outputs.get(i).lines().toList());
        assertEquals(0, processes.get(i).waitFor());
      }
      return said;
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static Process start(String url, int number) throws IOException {
    return ChildJvm.of(
            List.of("-Xmx128m", "-XX:+UseSerialGC"),
            ManyWorkers.class,
            url,
            Integer.toString(number),
            Integer.toString(WORKERS),
            Integer.toString(SECONDS),
            Integer.toString(SHARED_NAMES))
        .start();
  }

  /** What a worker last had acknowledged of a name. */
  private record Acknowledged(
      String name, String id, String capacity, String status, long start, long end) {

    static Acknowledged of(String line) {
      String[] words = line.split(" ");
      return new Acknowledged(
          words[0],
          words[1],
          words[2],
          words[3],
          Long.parseLong(words[4]),
          Long.parseLong(words[5]));
    }
  }
}
