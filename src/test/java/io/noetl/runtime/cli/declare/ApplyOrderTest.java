package io.noetl.runtime.cli.declare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order apply registers and prunes components that depend on one another. */
class ApplyOrderTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private List<String> applied(String text, String... more) {
    String[] arguments = new String[more.length + 5];
    System.arraycopy(new String[] {"apply", "-f", "-", "-o", "csv"}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return cli().input(text).run(arguments).out().lines().skip(1).toList();
  }

  private static final String SET =
      """
      - {name: z, labels: {team: a}, depends_on: ["broker?team=a", scheduler/s]}
      - {name: first, labels: {team: a}}
      - {name: s, kind: scheduler, labels: {team: a}, depends_on: [broker/b2@^2]}
      - {name: b1, kind: broker, uri: "nats://b1", labels: {team: a}, depends_on: [monitor/m!optional]}
      - {name: b2, kind: broker, uri: "nats://b2", labels: {team: a}, depends_on: [broker/elsewhere]}
      - {name: m, kind: monitor, labels: {team: a}, depends_on: [worker_pool/first!optional]}
      """;

  @Test
  void dependenciesAreRegisteredFirstAndPrunedLast() {
    assertEquals(
        List.of(
            "first,worker_pool,registered,",
            "b2,broker,registered,",
            "s,scheduler,registered,",
            "m,monitor,registered,",
            "b1,broker,registered,",
            "z,worker_pool,registered,"),
        applied(SET).stream().map(line -> line.replaceAll(",+\\d*$", ",")).toList());
    assertEquals(
        List.of(
            "keep,worker_pool,registered,",
            "z,worker_pool,deregistered,",
            "b1,broker,deregistered,",
            "s,scheduler,deregistered,",
            "b2,broker,deregistered,",
            "m,monitor,deregistered,",
            "first,worker_pool,deregistered,"),
        applied("{name: keep, labels: {team: a}}", "--prune", "-l", "team=a", "--yes").stream()
            .map(line -> line.replaceAll(",+\\d*$", ","))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[worker_pool/b]   | [scheduler/c] | [worker_pool/a] | worker_pool/a -> worker_pool/b ->"
            + " scheduler/c -> worker_pool/a",
        "[worker_pool/b]   | [scheduler/c] | [worker_pool/b@1.0] | worker_pool/b -> scheduler/c ->"
            + " worker_pool/b",
        "[worker_pool/a]   | []            | []              | worker_pool/a -> worker_pool/a",
        "['scheduler?x=1'] | []            | [worker_pool/a] | worker_pool/a -> scheduler/c ->"
            + " worker_pool/a",
      })
  void aCycleIsRefusedBeforeAnythingIsSent(String a, String b, String c, String cycle) {
    String files =
        """
        - {name: a, labels: {x: "1"}, depends_on: %s}
        - {name: b, labels: {x: "1"}, depends_on: %s}
        - {name: c, kind: scheduler, labels: {x: "1"}, depends_on: %s}
        """
            .formatted(a, b, c);
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: the files declare a cycle of dependencies: "
                + cycle
                + "; remove one of them, or mark it as !optional\n"),
        cli().input(files).run("apply", "-f", "-", "--dry-run"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Another component meets it.
        "['worker_pool?x=1']       | ['worker_pool?x=1']",
        "['worker_pool/b!optional'] | [worker_pool/a]",
        "['worker_pool?x=1']       | [worker_pool/a]",
        "['worker_pool?y=1']       | []",
      })
  void whatNeedNotComeFirstIsNoCycle(String a, String b) {
    String files =
        """
        - {name: a, labels: {x: "1", y: "1"}, depends_on: %s}
        - {name: b, labels: {x: "1"}, depends_on: %s}
        """
            .formatted(a, b);
    assertEquals(2, applied(files, "--dry-run").size());
  }

  @Test
  void aChainOfTenThousandIsOrderedAtOnce() {
    StringBuilder files = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      files
          .append("{\"name\":\"p%05d\",\"labels\":{\"x\":\"1\"},\"depends_on\":".formatted(i))
          .append("[\"worker_pool/p%05d\",\"worker_pool?x=1\"]}\n".formatted(i + 1));
    }
    List<String> applied = applied(files.toString(), "--dry-run");
    assertEquals("p09999,worker_pool,would be registered,,", applied.getFirst());
    assertEquals("p00000,worker_pool,would be registered,,", applied.getLast());
  }
}
