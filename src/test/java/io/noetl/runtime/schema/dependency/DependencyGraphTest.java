package io.noetl.runtime.schema.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of references, who depends on whom, and what is blocked. */
class DependencyGraphTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "broker/b1                 | + broker/b1",
        "broker/b1@^2.3            | + broker/b1@^2.3",
        "broker/b1@^3              | - broker/b1@^3 (version 2.4.0, wanted ^3)",
        "broker/plain@^2           | - broker/plain@^2 (version unknown, wanted ^2)",
        "broker/off                | - broker/off (offline)",
        "broker/off@^2             | - broker/off@^2 (offline)",
        "broker/silent             | - broker/silent (stale)",
        "broker/leaving            | - broker/leaving (draining)",
        "broker/none               | - broker/none (not registered)",
        "broker/none!optional      | - broker/none!optional (not registered)",
        "monitor/b1                | - monitor/b1 (not registered)",
        "broker?env=prod           | + broker?env=prod (3 match, 1 ready)",
        "broker?env=prod@^2        | + broker?env=prod@^2 (3 match, 1 ready)",
        "broker?env=prod@^3        | - broker?env=prod@^3 (3 match, 1 ready, none with ^3)",
        "broker?env=dev            | - broker?env=dev (1 matches, 0 ready)",
        "broker?env=no             | - broker?env=no (0 match, 0 ready)",
        "'broker?env in (prod,dev)' | + broker?env in (dev,prod) (4 match, 1 ready)",
        "broker?!env               | + broker?!env (2 match, 1 ready)"
      })
  void referenceIsMetOrTheReasonIsGiven(String reference, String expected) {
    Map<String, String> version = Map.of("version", "2.4.0");
    Map<String, String> prod = Map.of("env", "prod");
    DependencyGraph graph =
        new Rows()
            .add("broker/b1", "ready", 5, version, prod)
            .add("broker/off", "offline", 5, version, prod)
            .add("broker/silent", "ready", 61, version, prod)
            .add("broker/leaving", "draining", 5, version, Map.of("env", "dev"))
            .ready("broker/plain")
            .add("broker/old", "ready", 600, Map.of())
            .ready("worker_pool/p", reference)
            .graph();
    assertEquals(expected, Rows.words(graph, "worker_pool/p"));
  }

  @Test
  void componentIsBlockedWhileItLivesAndLacksWhatItRequires() {
    DependencyGraph graph =
        new Rows()
            .ready("broker/b1")
            .ready("worker_pool/fine", "broker/b1", "broker/none!optional")
            .ready("worker_pool/blocked", "broker/b1", "broker/none")
            .ready("worker_pool/behind", "worker_pool/blocked")
            .add("worker_pool/dead", "offline", 5, Map.of(), "broker/none")
            .add("worker_pool/leaving", "draining", 5, Map.of(), "broker/none")
            .graph();
    assertFalse(Rows.node(graph, "worker_pool/fine").isBlocked());
    assertTrue(Rows.node(graph, "worker_pool/blocked").isBlocked());
    assertFalse(Rows.node(graph, "worker_pool/behind").isBlocked());
    assertFalse(Rows.node(graph, "worker_pool/dead").isBlocked());
    assertTrue(Rows.node(graph, "worker_pool/leaving").isBlocked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"broker/none\"",
        "{\"broker/none\": true}",
        "[[\"broker/none\"], 7, null, \"nothing\", \"broker/\"]",
        "null",
        "[]"
      })
  void whatIsNoListOfReferencesIsNotDeclared(String value) {
    DependencyGraph graph =
        new Rows()
            .json(
                """
                {"name": "p", "kind": "worker_pool", "status": "ready",
                 "heartbeat": "2026-11-30T12:00:00Z", "runtime": {"depends_on": %s}}
                """
                    .formatted(value))
            .graph();
    assertEquals(List.of(), Rows.node(graph, "worker_pool/p").dependencies());
    assertFalse(Rows.node(graph, "worker_pool/p").isBlocked());
  }

  @Test
  void dependentsAreThoseThatNameOrSelectAComponent() {
    DependencyGraph graph =
        new Rows()
            .labelled("broker/b1", Map.of("env", "prod"))
            .ready("worker_pool/z", "broker/b1")
            .ready("worker_pool/a", "broker?env=prod!optional")
            .ready("worker_pool/m", "broker/b2")
            .graph();
    assertEquals(
        List.of("worker_pool/a", "worker_pool/z"),
        Rows.node(graph, "broker/b1").dependents().stream().map(it -> it.from().path()).toList());
    assertEquals("[ComponentKey[kind=broker, name=b2]]", graph.missing().keySet().toString());
    assertTrue(Rows.node(graph, "broker/b1").isNeeded());
    assertFalse(Rows.node(graph, "worker_pool/z").isNeeded());
  }

  @Test
  void leaseIsNoComponent() {
    DependencyGraph graph =
        new Rows()
            .add("server_api/s:runtime_sweeper", "ready", 5, Map.of("type", "server_control"))
            .ready("worker_pool/p", "server_api/s:runtime_sweeper")
            .graph();
    assertEquals(
        "- server_api/s:runtime_sweeper (not registered)", Rows.words(graph, "worker_pool/p"));
  }

  @Test
  void kindThatTheRegistryDoesNotListIsUnknownAndBlocksNothing() {
    DependencyGraph graph =
        new Rows()
            .ready("worker_pool/p", "broker/b1", "worker_pool/q")
            .ready("worker_pool/q", "broker?env=prod")
            .graph(RuntimeKind.WORKER_POOL);
    assertEquals(
        "- broker/b1 (not listed by the registry); + worker_pool/q",
        Rows.words(graph, "worker_pool/p"));
    assertFalse(Rows.node(graph, "worker_pool/p").isBlocked());
    assertFalse(Rows.node(graph, "worker_pool/q").isBlocked());
    assertTrue(graph.missing().isEmpty());
  }

  @Test
  void cyclesLeadOverNamesAndSelectorsAndToOneself() {
    DependencyGraph graph =
        new Rows()
            .ready("broker/a", "worker_pool/b")
            .labelled("broker/c", Map.of("x", "1"), "worker_pool/d")
            .labelled("monitor/self", Map.of(), "monitor/self")
            .ready("scheduler/outside", "broker/a")
            .ready("worker_pool/b", "broker/a", "monitor/self")
            .ready("worker_pool/d", "broker?x=1")
            .graph();
    assertEquals(
        "[[broker/a, worker_pool/b], [broker/c, worker_pool/d], [monitor/self]]",
        graph.cycles().toString());
    assertEquals(
        List.of(), new Rows().ready("broker/a").ready("broker/b", "broker/a").graph().cycles());
  }

  @Test
  void firstFailureIsWhatWasSilentLongestOrNeverThere() {
    DependencyGraph graph =
        new Rows()
            .add("broker/late", "ready", 100, Map.of(), "monitor/early")
            .add("monitor/early", "ready", 500, Map.of())
            .add("monitor/old", "ready", 5, Map.of("version", "1.0.0"))
            .ready("worker_pool/chain", "monitor/old@^2", "broker/late")
            .ready("worker_pool/missing", "broker/late", "broker/none")
            .ready("worker_pool/version", "monitor/old@^2")
            .ready("worker_pool/fine", "monitor/old")
            .graph();
    assertEquals(
        "monitor/early (stale) of broker/late since 2026-11-30T11:51:40Z",
        first(graph, "worker_pool/chain"));
    assertEquals(
        "broker/none (not registered) of worker_pool/missing since null",
        first(graph, "worker_pool/missing"));
    assertEquals(
        "monitor/old@^2 (version 1.0.0, wanted ^2) of worker_pool/version since null",
        first(graph, "worker_pool/version"));
    assertNull(FailedDependency.firstOf(Rows.node(graph, "worker_pool/fine")));
  }

  private static String first(DependencyGraph graph, String path) {
    FailedDependency first = FailedDependency.firstOf(Rows.node(graph, path));
    return first == null
        ? "none"
        : first.dependency().inWords()
            + " of "
            + first.dependency().from()
            + " since "
            + first.since();
  }

  /** The index finds what a look at every component finds. */
  @Test
  void randomFleetsAreJudgedAsIfEachReferenceWereLookedUpAlone() {
    SplittableRandom random = new SplittableRandom(23);
    String[] statuses = {"ready", "busy", "offline", "draining"};
    String[] references = {
      "broker/n3", "broker?env=e1", "broker?env=e1,tier=t2", "worker_pool?!env@^1",
      "broker?env in (e0,e2)@^2", "worker_pool?tier!=t1", "broker?env=e1,env=e2", "broker/n5@1.x",
      "worker_pool?env", "worker_pool/n1!optional"
    };
    for (int round = 0; round < 50; round++) {
      Rows rows = new Rows();
      for (int i = 0; i < 40; i++) {
        rows.add(
            (random.nextBoolean() ? "broker/n" : "worker_pool/n") + i,
            statuses[random.nextInt(4)],
            random.nextInt(120),
            random.nextBoolean() ? Map.of() : Map.of("version", random.nextInt(1, 4) + ".1.0"),
            random.nextBoolean()
                ? Map.of()
                : Map.of("env", "e" + random.nextInt(3), "tier", "t" + random.nextInt(3)),
            references[random.nextInt(references.length)],
            references[random.nextInt(references.length)]);
      }
      DependencyGraph graph = rows.graph();
      for (DependencyNode node : graph.nodes()) {
        for (Dependency dependency : node.dependencies()) {
          List<DependencyNode> expected = new ArrayList<>();
          for (RuntimeComponentInfo row : rows.rows()) {
            if (dependency.reference().matches(row)) {
              expected.add(Rows.node(graph, row.kind() + "/" + row.name()));
            }
          }
          assertEquals(expected, dependency.targets(), dependency.inWords());
          assertEquals(
              expected.stream()
                  .anyMatch(it -> it.isAvailable() && fits(dependency.reference(), it)),
              dependency.isMet(),
              dependency.inWords());
          expected.forEach(target -> assertTrue(target.dependents().contains(dependency)));
        }
      }
    }
  }

  private static boolean fits(ComponentReference reference, DependencyNode node) {
    String version = node.info().version();
    return switch (String.valueOf(reference.range())) {
      case "null" -> true;
      case "^1", "1.x" -> "1.1.0".equals(version);
      default -> "2.1.0".equals(version);
    };
  }

  /** Every component selects every other: quadratic time would take minutes. */
  @Test
  void largeFleetTakesTimeInProportion() {
    Rows rows = new Rows();
    for (int i = 0; i < 10_000; i++) {
      rows.labelled(
          "worker_pool/p" + i,
          Map.of("env", "prod", "shard", "s" + i % 500),
          "worker_pool?env=prod",
          "worker_pool?shard=s" + (i + 1) % 500 + "@^" + i % 7,
          "worker_pool/p" + (i + 1) % 10_000);
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          DependencyGraph graph = rows.graph();
          assertEquals(1, graph.cycles().size());
          assertEquals(10_000, graph.nodes().stream().filter(DependencyNode::isBlocked).count());
        });
  }
}
