package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sweep threshold of a server applies, unless --stale-after is given. */
class ServersThresholdTest {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir private Path home;
  private TestServer server;
  private String told;
  private String status = "ready";
  private Instant heartbeat = NOW;
  private Instant changed = NOW;

  @BeforeEach
  void start() throws IOException {
    server =
        TestServer.start(exchange -> {
          String body =
              """
              {"items":[{"name":"demo","kind":"worker_pool","status":"%s","heartbeat":"%s",
                "updated_at":"%s","runtime":{"type":"python"}}],"count":1}
              """
                  .formatted(status, heartbeat, changed);
          if (told != null) {
            exchange.getResponseHeaders().set("NoETL-Offline-After", told);
          }
          TestServer.answer(exchange, 200, body);
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ended run(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--server", server.address()));
    return new CommandRun(home).run(words.toArray(String[]::new));
  }

  /** What the server tells, how old the heartbeat is, and what that makes of the component. */
  @ParameterizedTest
  @CsvSource({
    "300,   100, ready, 0",
    "300,   400, stale, 1",
    "40,    50,  stale, 1",
    "0.5,   1,   stale, 1",
    ",      100, stale, 1",
    ",      10,  ready, 0",
    "0,     10,  ready, 0",
    "soon,  10,  ready, 0",
    "-1,    10,  ready, 0",
    "NaN,   100, stale, 1"
  })
  void everyCommandJudgesAsTheServerDoes(String header, int age, String judged, int check) {
    told = header;
    heartbeat = NOW.minusSeconds(age);

    assertEquals(
        "demo," + judged + "\n", run("list --columns name,status -o csv").out().split("\n", 2)[1]);
    assertEquals(
        "{\"name\":\"demo\",\"effective_status\":\"" + judged + "\"}\n",
        run("list --json=name,effective_status -o jsonl").out());
    assertEquals(judged.equals("stale") ? "demo\n" : "", run("list --stale -o name").out());
    assertTrue(
        run("get demo")
            .out()
            .lines()
            .anyMatch(line -> line.matches("status: +" + judged + "( .*)?")),
        run("get demo").out());
    assertEquals(check, run("check demo -q").status());
    assertEquals(0, run("wait demo --for " + judged + " --timeout 1s").status());
    assertEquals(check, run("doctor demo --observe 1ms -q").status());
  }

  @ParameterizedTest
  @CsvSource({"list --stale-after 60s --stale -o name", "list --stale-after 90s --stale -o name"})
  void userKnowsBetter(String command) {
    told = "300";
    heartbeat = NOW.minusSeconds(100);

    assertEquals("demo\n", run(command).out());
    assertEquals(1, run("check demo -q --max-age 60s").status());
    assertEquals(0, run("check demo -q").status());
  }

  /** The server answers a registration with the list, which is no matter here. */
  @ParameterizedTest
  @CsvSource({"300, 100, 6", "40, 50, 0", ", 100, 0", ", 10, 6"})
  void nameIsHeldForAsLongAsTheServerWaits(String header, int age, int exit) {
    told = header;
    heartbeat = NOW.minusSeconds(age);

    Ended ended = run("register demo --exclusive --runtime python --hostname other");

    assertEquals(exit == 6, ended.err().contains("is held by"), ended.toString());
    assertEquals(exit == 6, ended.status() == 6, ended.toString());
    Ended asked = run("register demo --exclusive --runtime python --stale-after 1s");
    assertEquals(false, asked.err().contains("is held by"), asked.toString());
  }

  @Test
  void doctorDistinguishesASweptRowFromADeregisteredOne() {
    status = "offline";
    heartbeat = NOW.minusSeconds(1000);
    changed = heartbeat.plusSeconds(20);
    told = "10";
    assertEquals(
        "demo is offline because it has sent no heartbeat since TIME, AGE ago; it was "
            + "registered by an unnamed host; start the worker",
        verdict());

    told = "30";
    assertEquals(
        "demo is offline because it was deregistered at TIME, when its heartbeat "
            + "was 20s old; it was registered by an unnamed host; start the worker",
        verdict());
    assertEquals(
        List.of(
            "heartbeat FAILED AGE old, and the row is offline; stale after 30s, swept after 30s"),
        doctor()
            .filter(line -> line.startsWith("heartbeat "))
            .map(line -> line.replaceAll(" +\\d+ ms +", " ").replaceAll(" +", " "))
            .map(line -> line.replaceAll("16m\\d\\ds", "AGE"))
            .toList());
  }

  private String verdict() {
    List<String> lines = doctor().toList();
    return lines
        .get(lines.size() - 2)
        .replaceAll("\\d{4}-\\S+Z", "TIME")
        .replaceAll("16m\\d\\ds", "AGE");
  }

  private Stream<String> doctor() {
    return run("doctor demo --observe 1ms").out().lines();
  }
}
