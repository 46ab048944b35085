package io.noetl.runtime.cli.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command dependencies. */
class DependenciesCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void fill() {
    register(
        """
        - {name: nats-1, kind: broker, uri: "nats://1", meta: {version: 2.1.0}}
        - {name: nats-2, kind: broker, uri: "nats://2"}
        - {name: api-1, kind: server_api, uri: "http://1", labels: {env: prod}, meta: {version: 2.3.1, depends_on: [broker/nats-1]}}
        - {name: api-2, kind: server_api, uri: "http://2", labels: {env: prod}, meta: {version: 2.1.0}}
        - {name: pool-1, kind: worker_pool, meta: {depends_on: ["server_api?env=prod@^2.3", broker/nats-2, "monitor/m1!optional"]}}
        - {name: pool-2, kind: worker_pool, meta: {depends_on: ["broker/nats-1@^2.3", server_api/api-1]}}
        - {name: alone, kind: scheduler}
        """);
    assertEquals(0, cli().run("deregister", "nats-2", "--kind", "broker").status());
  }

  private void register(String components) {
    Ended registered = cli().input(components).run("register", "-f", "-");
    assertEquals(0, registered.status(), registered.err());
  }

  @Test
  void treeShowsEachDependencyAndWhyItIsNotMet() {
    assertEquals(
        new Ended(
            0,
            """
            worker_pool/pool-1 (ready) blocked
            ├── server_api?env=prod@^2.3 (2 match, 2 ready, 1 with ^2.3)
            │   ├── server_api/api-1 (ready, 2.3.1)
            │   │   └── broker/nats-1 (ready, 2.1.0)
            │   └── server_api/api-2 (ready, 2.1.0) not counted: version 2.1.0, wanted ^2.3
            ├── broker/nats-2 (offline) not met
            └── monitor/m1 (not registered) optional not met
            worker_pool/pool-2 (ready) blocked
            ├── broker/nats-1@^2.3 (ready, 2.1.0) not met: version 2.1.0, wanted ^2.3
            └── server_api/api-1 (ready, 2.3.1) (*)
            """,
            ""),
        cli().run("dependencies"));
  }

  @Test
  void nameAndDepthLimitWhatIsShown() {
    String shallow =
        """
        worker_pool/pool-2 (ready) blocked
        ├── broker/nats-1@^2.3 (ready, 2.1.0) not met: version 2.1.0, wanted ^2.3
        └── server_api/api-1 (ready, 2.3.1)
        """;
    assertEquals(new Ended(0, shallow, ""), cli().run("deps", "pool-2", "--depth", "1"));
    assertEquals(
        new Ended(0, shallow.replace("3.1)\n", "3.1)\n    └── broker/nats-1 (ready, 2.1.0)\n"), ""),
        cli().run("deps", "worker_pool/pool-2"));
    assertEquals(
        new Ended(0, "scheduler/alone (ready)\n", ""),
        cli().run("deps", "alone", "-k", "scheduler"));
  }

  @Test
  void reverseShowsWhatNeedsAComponent() {
    assertEquals(
        new Ended(
            0,
            """
            broker/nats-1 (ready, 2.1.0)
            ├── server_api/api-1 (ready, 2.3.1)
            │   ├── worker_pool/pool-2 (ready) blocked
            │   └── server_api?env=prod@^2.3 (2 match, 2 ready, 1 with ^2.3)
            │       └── worker_pool/pool-1 (ready) blocked
            └── worker_pool/pool-2 (ready) blocked by broker/nats-1@^2.3
            """
                .replace("blocked by", "blocked, by"),
            ""),
        cli().run("dependencies", "nats-1", "--reverse"));
    assertEquals(
        new Ended(
            0,
            """
            monitor/m1 (not registered)
            └── worker_pool/pool-1 (ready) blocked, optional
            """,
            ""),
        cli().run("dependencies", "m1", "--reverse"));
    assertEquals(
        """
        broker/nats-1 (ready, 2.1.0)
        broker/nats-2 (offline)
        server_api/api-2 (ready, 2.1.0)
        monitor/m1 (not registered)
        """,
        cli()
            .run("dependencies", "--reverse")
            .out()
            .lines()
            .filter(line -> line.matches("\\w.*"))
            .map(line -> line + "\n")
            .reduce("", String::concat));
  }

  @Test
  void cycleIsMarkedAndNotFollowed() {
    register(
        """
        - {name: a, kind: monitor, meta: {depends_on: [monitor/b]}}
        - {name: b, kind: monitor, meta: {depends_on: [monitor/a, monitor/b]}}
        """);
    assertEquals(
        new Ended(
            0,
            """
            monitor/a (ready)
            └── monitor/b (ready)
                ├── monitor/a (ready) (cycle)
                └── monitor/b (ready) (cycle)
            """,
            ""),
        cli().run("dependencies", "--kind", "monitor", "a"));
    assertTrue(cli().run("dependencies").out().contains("monitor/b (ready) (cycle)\n"));
  }

  @Test
  void linesAreAsciiWhereTheLocaleIs() {
    assertEquals(
        """
        worker_pool/pool-1 (ready) blocked
        |-- server_api?env=prod@^2.3 (2 match, 2 ready, 1 with ^2.3)
        |   |-- server_api/api-1 (ready, 2.3.1)
        |   `-- server_api/api-2 (ready, 2.1.0) not counted: version 2.1.0, wanted ^2.3
        |-- broker/nats-2 (offline) not met
        `-- monitor/m1 (not registered) optional not met
        """,
        cli()
            .with("LC_ALL", "C.UTF-8")
            .with("NOETL_CALLERS_CHANGED", " LC_ALL")
            .with("NOETL_CALLERS_LC_ALL", "C")
            .run("dependencies", "pool-1", "--depth", "1")
            .out());
    assertTrue(cli().with("LANG", "de_DE.utf8").run("deps", "pool-1").out().contains("├── "));
  }

  @Test
  void tableHasARowForEachDependency() {
    assertEquals(
        new Ended(
            0,
            """
            COMPONENT           DEPENDS_ON                MET  STATE
            worker_pool/pool-1  server_api?env=prod@^2.3  yes  2 match, 2 ready, 1 with ^2.3
            worker_pool/pool-1  broker/nats-2             no   offline
            worker_pool/pool-1  monitor/m1!optional       no   not registered
            server_api/api-1    broker/nats-1             yes  ready 2.1.0
            """,
            ""),
        cli().run("dependencies", "pool-1", "-o", "table"));
    assertEquals(
        """
        component,depends_on,met,state
        server_api/api-1,broker/nats-1,yes,ready 2.1.0
        """,
        cli()
            .run("dependencies", "nats-1", "--reverse", "--depth", "1", "-o", "csv")
            .out()
            .lines()
            .filter(line -> !line.contains("pool"))
            .map(line -> line + "\n")
            .reduce("", String::concat));
    assertEquals(
        "worker_pool/pool-2\nbroker/nats-1\nserver_api/api-1\n",
        cli().run("dependencies", "pool-2", "-o", "name").out());
  }

  @Test
  void documentsHoldBothDirections() {
    assertEquals(
        """
        {"kind":"worker_pool","name":"pool-2","effective_status":"ready","version":null,\
        "blocked":true,"depends_on":[{"reference":"broker/nats-1@^2.3","optional":false,\
        "met":false,"state":"version 2.1.0, wanted ^2.3","targets":["broker/nats-1"]},\
        {"reference":"server_api/api-1","optional":false,"met":true,"state":"ready 2.3.1",\
        "targets":["server_api/api-1"]}],"needed_by":[]}
        """,
        cli().run("dependencies", "pool-2", "-o", "jsonl").out().lines().findFirst().orElse("")
            + "\n");
    assertEquals(
        "[\"server_api/api-1\",\"worker_pool/pool-2\"]",
        TestJson.object(cli().run("deps", "broker/nats-1", "--depth", "1", "-o", "json").out())
            .get("items")
            .get(0)
            .get("needed_by")
            .toString());
    assertEquals(
        3, cli().with("NOETL_RUNTIME_OUTPUT", "jsonl").run("deps", "pool-2").out().lines().count());
  }

  private static final String DOT =
      """
      digraph dependencies {
        rankdir=LR;
        node [shape=box];
        "worker_pool/pool-1" [label="worker_pool/pool-1\\nready, blocked", color=orange];
        "server_api/api-1" [label="server_api/api-1\\nready 2.3.1"];
        "server_api/api-2" [label="server_api/api-2\\nready 2.1.0"];
        "broker/nats-2" [label="broker/nats-2\\noffline", color=red];
        "broker/nats-1" [label="broker/nats-1\\nready 2.1.0"];
        "server_api?env=prod@^2.3" [label="server_api?env=prod@^2.3\\n2 match, 2 ready, 1 with ^2.3", shape=ellipse];
        "monitor/m1" [label="monitor/m1\\nnot registered", color=red, style=dashed];
        "worker_pool/pool-1" -> "server_api?env=prod@^2.3";
        "worker_pool/pool-1" -> "broker/nats-2" [color=red];
        "worker_pool/pool-1" -> "monitor/m1" [style=dashed, color=red];
        "server_api/api-1" -> "broker/nats-1";
        "server_api?env=prod@^2.3" -> "server_api/api-1";
        "server_api?env=prod@^2.3" -> "server_api/api-2" [color=red];
      }
      """;

  @Test
  void dotIsAGraphForGraphviz() {
    assertEquals(new Ended(0, DOT, ""), cli().run("dependencies", "pool-1", "-o", "dot"));
  }

  @Test
  void graphvizDrawsTheGraph() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dot")), "Graphviz is not installed");
    register("- {name: 'odd \"x\" \\ <y>', kind: monitor, meta: {depends_on: [broker/nats-1]}}");
    Path drawn = home.resolve("graph.svg");
    Path graph = home.resolve("graph.dot");
    Files.writeString(graph, cli().run("dependencies", "-o", "dot").out());
    Process dot =
        new ProcessBuilder("/usr/bin/dot", "-Tsvg", "-o", drawn.toString(), graph.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(dot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("0 ", dot.waitFor() + " " + said);
    String svg = Files.readString(drawn);
    assertTrue(svg.contains(">worker_pool/pool&#45;1</text>"), svg);
    assertTrue(svg.contains("monitor/odd &quot;x&quot; \\ &lt;y&gt;"), svg);
  }

  @Test
  void mermaidIsAFlowchart() {
    assertEquals(
        new Ended(
            0,
            """
            flowchart LR
              n0["worker_pool/pool-2<br/>ready, blocked"]:::blocked
              n1["broker/nats-1<br/>ready 2.1.0"]
              n2["server_api/api-1<br/>ready 2.3.1"]
              n0 -->|"^2.3"| n1
              n0 --> n2
              n2 --> n1
              linkStyle 0 stroke:red
              classDef blocked stroke:orange
              classDef dead stroke:red
              classDef missing stroke:red,stroke-dasharray:4
            """,
            ""),
        cli().run("dependencies", "pool-2", "-o", "mermaid"));
    assertTrue(
        cli()
            .run("dependencies", "pool-1", "-o", "mermaid")
            .out()
            .contains(
                """
                  n5(["server_api?env=prod@^2.3<br/>2 match, 2 ready, 1 with ^2.3"])
                  n6["monitor/m1<br/>not registered"]:::missing
                  n0 --> n5
                  n0 --> n3
                  n0 -.-> n6
                """));
  }

  @Test
  void wrongUseIsReportedBeforeAnyRequest() {
    register("- {name: pool-1, kind: monitor}");
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: several components are named pool-1: worker_pool/pool-1,"
                + " monitor/pool-1; choose one with --kind\n"),
        cli().run("dependencies", "pool-1"));
    assertEquals(5, cli().run("dependencies", "nobody").status());
    assertEquals(5, cli().run("dependencies", "broker/nobody").status());
    assertEquals(2, cli().run("dependencies", "--depth", "0").status());
    assertEquals(2, cli().run("dependencies", "").status());
    assertEquals(
        "noetl-runtime: unknown output format svg; use one of tree, table, json, jsonl, yaml, csv,"
            + " name, dot, mermaid\n",
        cli().run("dependencies", "-o", "svg").err());
  }

  @Test
  void fleetWithoutDependenciesIsNoted() {
    CommandRun empty = CommandRun.direct(home.resolve("other"));
    empty.run("init");
    assertEquals(
        new Ended(0, "", "noetl-runtime: no component declares dependencies\n"),
        empty.run("dependencies"));
    assertEquals(
        "{\n  \"items\": [],\n  \"count\": 0\n}\n", empty.run("dependencies", "-o", "json").out());
    assertEquals("", cli().run("dependencies", "-q").out());
  }
}
