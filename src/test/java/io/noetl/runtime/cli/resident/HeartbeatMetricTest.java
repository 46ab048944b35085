package io.noetl.runtime.cli.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option --metric of the command heartbeat. */
class HeartbeatMetricTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  private JsonObject stored() {
    return TestJson.object(cli().run("get", "demo", "-o", "json").out())
        .object("runtime")
        .object("metrics");
  }

  @Test
  void metricsAreStored() {
    cli().run("register", "demo");
    assertEquals(
        new Ended(0, "worker_pool demo: alive (runtime_id ID)\n", ""),
        cli()
            .run("heartbeat", "demo", "--metric", "active=3", "--metric", " queue = 1.5e1 ")
            .masked());
    assertEquals("{\"active\":3,\"queue\":15}", stored().object("values").toString());
    assertEquals(
        TestJson.object(cli().run("get", "demo", "-o", "json").out()).instant("heartbeat"),
        stored().instant("time"));
  }

  @Test
  void getShowsThem() {
    cli().run("register", "demo");
    cli().run("heartbeat", "demo", "--metric", "queue=0.5", "--metric", "active=3");
    assertEquals(
        "metrics:      active=3 queue=0.5 (reported " + stored().text("time") + ")",
        cli()
            .run("get", "demo")
            .out()
            .lines()
            .filter(l -> l.startsWith("metrics"))
            .findAny()
            .get());
  }

  @Test
  void dryRunShowsThem() {
    cli().run("init");
    assertEquals(
        new Ended(
            0,
            """
            {"dry_run":{"method":"heartbeat","target":"sqlite:HOME/.local/share/noetl/runtime.db",\
            "headers":{},"body":{"name":"demo","metrics":{"active":3}},"curl":null}}
            """
                .replace("HOME", home.toString()),
            ""),
        cli().run("heartbeat", "demo", "--metric", "active=3", "--dry-run", "-o", "jsonl"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "active | --metric active is not NAME=NUMBER; use --metric active=3",
        "a-b=1 | --metric: a-b is not a metric name; use letters, digits, _ and :, and no digit at"
            + " the start",
        "=1 | --metric: '' is not a metric name; use letters, digits, _ and :, and no digit at the"
            + " start",
        "9a=1 | --metric: 9a is not a metric name; use letters, digits, _ and :, and no digit at"
            + " the start",
        "a= | --metric a=: the value is not a finite number; use --metric a=3",
        "a=many | --metric a=many: the value is not a finite number; use --metric a=3",
        "a=NaN | --metric a=NaN: the value is not a finite number; use --metric a=3",
        "a=1e999 | --metric a=1e999: the value is not a finite number; use --metric a=3",
        "a=0x10 | --metric a=0x10: the value is not a finite number; use --metric a=3",
        "a=1f | --metric a=1f: the value is not a finite number; use --metric a=3",
      })
  void badMetricIsAUsageError(String metric, String sentence) {
    cli().run("register", "demo");
    assertEquals(
        new Ended(2, "", "noetl-runtime: " + sentence + "\n"),
        cli().run("heartbeat", "demo", "--metric", metric));
    assertEquals(JsonObject.EMPTY, stored());
  }

  @Test
  void metricsAreLimited() {
    cli().run("register", "demo");
    assertEquals(
        "noetl-runtime: --metric a is given twice; remove one of them\n",
        cli().run("heartbeat", "demo", "--metric", "a=1", "--metric", "a=2").err());
    assertEquals(
        "noetl-runtime: --metric: the name has 129 characters; at most 128 are allowed; use a"
            + " shorter name\n",
        cli().run("heartbeat", "demo", "--metric", "a".repeat(129) + "=1").err());
    assertEquals(0, cli().run("heartbeat", "demo", "--metric", "a".repeat(128) + "=1").status());
    assertEquals(0, cli().run(many(32)).status());
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --metric is given 33 times; a heartbeat has at most 32 metrics; remove"
                + " some of them\n"),
        cli().run(many(33)));
  }

  private static String[] many(int count) {
    List<String> line = new ArrayList<>(List.of("heartbeat", "demo"));
    for (int i = 0; i < count; i++) {
      line.addAll(List.of("--metric", "m" + i + "=" + i));
    }
    return line.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "heartbeat demo --metrics-from x | --metrics-from requires --every; add --every 15s, or"
            + " remove it",
        "heartbeat demo --metrics-match x | --metrics-match requires --every; add --every 15s, or"
            + " remove it",
        "heartbeat demo --every 15s --metrics-match x | --metrics-match requires --metrics-from;"
            + " name a source, or remove it",
        "heartbeat demo --every 15s --metrics-from ! | --metrics-from: there is no command after !;"
            + " use a FILE, http://HOST:PORT/metrics or '!CMD'",
        "heartbeat demo --every 15s --metrics-from http://u@h/ | --metrics-from: the URL holds a"
            + " user name, which is not sent; use a FILE, http://HOST:PORT/metrics or '!CMD'",
        "run demo --metrics-match x -- true | --metrics-match requires --metrics-from; name a"
            + " source, or remove it",
      })
  void badSourceIsAUsageError(String line, String sentence) {
    cli().run("init");
    Ended ended = cli().run(line.split(" "));
    assertEquals(line.startsWith("run") ? 125 : 2, ended.status());
    assertEquals("noetl-runtime: " + sentence + "\n", ended.err());
  }

  @Test
  void metricsAreThoseOfOneComponent() {
    assertEquals(
        new Ended(
            2, "", "noetl-runtime: --metric works on one component; name a single component\n"),
        cli().run("heartbeat", "a", "b", "--metric", "a=1"));
  }
}
