package io.noetl.runtime.cli.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command resolve. */
class ResolveCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void fill() {
    register(
        """
        - {name: nats-1, kind: broker, uri: "nats://u:pass@h1:4222", labels: {env: prod}}
        - {name: nats-2, kind: broker, uri: "nats://h2:4222", labels: {env: test}}
        - {name: nats-3, kind: broker, uri: "nats://h3:4222"}
        - {name: api-1, kind: server_api, uri: "http://h4:8083", meta: {depends_on: [broker/nats-3]}}
        - {name: pool-1, kind: worker_pool}
        - {name: pool-2, kind: worker_pool, uri: "http://p2", status: draining}
        """);
    assertEquals(0, cli().run("deregister", "nats-3", "--kind", "broker").status());
  }

  private void register(String components) {
    Ended registered = cli().input(components).run("register", "-f", "-");
    assertEquals(0, registered.status(), registered.err());
  }

  @Test
  void livingComponentsWithAnAddressAreResolved() {
    assertEquals(new Ended(0, "nats://u:pass@h1:4222\nnats://h2:4222\n", ""), cli().run("resolve"));
    assertEquals(
        new Ended(0, "nats://h2:4222\n", ""),
        cli().run("resolve", "-k", "broker", "-l", "env!=prod"));
    assertEquals(new Ended(0, "", ""), cli().run("resolve", "-q"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-k server_api | no server_api can be resolved; left out: 1 blocked; see noetl-runtime list"
            + " --kind server_api",
        "-k worker_pool | no worker_pool can be resolved; left out: 1 draining, 1 without a URI;"
            + " see noetl-runtime list --kind worker_pool",
        "-k monitor | no monitor can be resolved; none matches; see what is registered:"
            + " noetl-runtime list --kind monitor",
        "-l env=other | no component can be resolved; none matches; see what is registered:"
            + " noetl-runtime list --all-kinds",
      })
  void nothingToResolveIsExplained(String options, String sentence) {
    String[] line = ("resolve " + options).split(" ");
    assertEquals(new Ended(5, "", "noetl-runtime: " + sentence + "\n"), cli().run(line));
  }

  @Test
  void optionOfAnotherProgramIsNoAddress() {
    register("- {name: m, kind: monitor, uri: \"-oProxyCommand=id\"}");
    assertEquals(
        new Ended(
            5,
            "",
            "noetl-runtime: no monitor can be resolved; left out: 1 without a URI; see"
                + " noetl-runtime list --kind monitor\n"),
        cli().run("resolve", "-k", "monitor"));
  }

  @Test
  void silentComponentsAreLeftOut() {
    assertEquals(
        new Ended(
            5,
            "",
            "noetl-runtime: no broker can be resolved; left out: 2 stale, 1 offline; see"
                + " noetl-runtime list --kind broker\n"),
        cli().run("resolve", "-k", "broker", "--stale-after", "1ms"));
  }

  @Test
  void oneIsChosen() {
    Set<String> chosen = new TreeSet<>();
    for (int i = 0; i < 60 && chosen.size() < 2; i++) {
      chosen.add(cli().run("resolve", "-k", "broker", "--one").out());
    }
    assertEquals(Set.of("nats://u:pass@h1:4222\n", "nats://h2:4222\n"), chosen);
  }

  @Test
  void leastLoadedIsChosenByTheMetricsOfHeartbeats() {
    register(
        """
        - {name: m1, kind: monitor, uri: "http://m1", capacity: 4}
        - {name: m2, kind: monitor, uri: "http://m2", capacity: 4}
        """);
    cli().run("heartbeat", "m1", "--kind", "monitor", "--metric", "active=3");
    cli().run("heartbeat", "m2", "--kind", "monitor", "--metric", "active=1");
    for (int i = 0; i < 20; i++) {
      assertEquals(
          "http://m2\n",
          cli().run("resolve", "-k", "monitor", "--one", "--by", "least-loaded").out());
    }
  }

  @Test
  void variablesAreForAShell() throws IOException, InterruptedException {
    register("- {name: \"a'b $(touch x)\", kind: monitor, uri: \"http://h/$(id)'`id`\"}");
    assertEquals(
        new Ended(
            0,
            """
            NOETL_RESOLVED_KIND='monitor'
            NOETL_RESOLVED_NAME='a'\\''b $(touch x)'
            NOETL_RESOLVED_URI='http://h/$(id)'\\''`id`'
            """,
            ""),
        cli().run("resolve", "-k", "monitor", "--one", "-o", "env"));
    String all = cli().run("resolve", "-o", "env").out();
    Process shell =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                all
                    + "printf '%s\\n' \"$NOETL_RESOLVED_COUNT\" \"$NOETL_RESOLVED_2_URI\""
                    + " \"$NOETL_RESOLVED_3_NAME\" \"$NOETL_RESOLVED_3_URI\"")
            .redirectErrorStream(true)
            .start();
    assertEquals(
        """
        3
        nats://h2:4222
        a'b $(touch x)
        http://h/$(id)'`id`
        """,
        new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, shell.waitFor());
  }

  @Test
  void documentsAreThoseOfTheServer() {
    assertEquals(
        "{\"kind\":\"broker\",\"name\":\"nats-2\",\"uri\":\"nats://h2:4222\",\"status\":\"ready\","
            + "\"runtime\":null,\"version\":null,\"hostname\":null,\"capacity\":null,"
            + "\"labels\":{\"env\":\"test\"}}\n",
        cli().run("resolve", "-l", "env=test", "--one", "-o", "jsonl").out());
    var all = TestJson.object(cli().run("resolve", "-k", "broker", "-o", "json").out());
    assertEquals("2", all.text("count"));
    assertEquals("{\"offline\":1}", all.object("left_out").toString());
    assertEquals(
        """
        KIND    NAME    STATUS  URI
        broker  nats-2  ready   nats://h2:4222
        """,
        cli().run("resolve", "-l", "env=test", "--one", "-o", "table").out());
    assertEquals("nats-1\nnats-2\n", cli().run("resolve", "-o", "name").out());
  }

  @Test
  void passwordIsOnlyForPrograms() {
    String[] prod = {"resolve", "-l", "env=prod", "-o", "uri"};
    assertEquals("nats://u:pass@h1:4222\n", cli().run(prod).out());
    assertEquals("nats://u:****@h1:4222\n", cli().onTerminal().run(prod).out());
    assertEquals(
        "nats://u:pass@h1:4222\n",
        cli().onTerminal().run("resolve", "-l", "env=prod", "--show-secrets").out());
    assertTrue(
        cli().run("resolve", "-l", "env=prod", "-o", "json").out().contains("u:****@h1"), "json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--by newest | --by says how --one chooses; add --one",
        "--one --by age | --by is age; use random, least-loaded or newest",
        "-o svg | unknown output format svg; use one of uri, env, table, json, jsonl, yaml, csv,"
            + " name",
        "-k pool | --kind: must be 'worker_pool', 'broker', 'server_api', 'scheduler' or 'monitor'"
            + " (got \"pool\")",
      })
  void wrongUseIsTold(String options, String sentence) {
    String[] line = ("resolve " + options).split(" ");
    assertEquals(new Ended(2, "", "noetl-runtime: " + sentence + "\n"), cli().run(line));
  }
}
