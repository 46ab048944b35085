package io.noetl.runtime.cli.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of continuous heartbeats, whose server ends them at the first one. */
class HeartbeatLogTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @TempDir private Path home;
  private final AtomicReference<Runnable> end = new AtomicReference<>();
  private TestServer server;
  private String url;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server =
        TestServer.start(exchange -> {
          if (status == 200) {
            end.get().run();
          }
          TestServer.answer(
              exchange, status, "{\"status\":\"ok\",\"name\":\"demo\",\"runtime_id\":\"7\"}");
        });
    url = server.address();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** With {@code --on-exit deregister} the heartbeat in progress is finished, not interrupted. */
  private Ended beat(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("heartbeat", "demo", "--every", "15s", "--on-exit", "deregister", "-s", url));
    line.addAll(List.of(more));
    return new CommandRun(home)
        .clock(InstantSource.fixed(NOON))
        .signals((name, action) -> {
          if (name.equals("TERM")) {
            end.set(() -> {
              end.set(() -> {});
              action.run();
            });
          }
        })
        .run(line.toArray(String[]::new));
  }

  @Test
  void firstLineSaysWhatItDoesAndWhere() {
    assertEquals(
        new Ended(
            0,
            "",
            """
            2026-01-02T12:00:00Z noetl-runtime: worker_pool demo: started: a heartbeat every 15s to URL
            2026-01-02T12:00:00Z noetl-runtime: worker_pool demo: deregistered
            """
                .replace("URL", url)),
        beat());
  }

  @Test
  void everyLineIsJsonWhereItIsAsked() {
    String common =
        "{\"time\":\"2026-01-02T12:00:00Z\",\"level\":\"info\",\"event\":\"%s\","
            + "\"kind\":\"worker_pool\",\"name\":\"demo\",\"message\":\"%s\"%s}\n";
    String started =
        common.formatted(
            "started",
            "started: a heartbeat every 15s to " + url,
            ",\"interval_ms\":15000,\"registry\":\"" + url + "\"");
    String log = started + common.formatted("deregistered", "deregistered", "");
    assertEquals(new Ended(0, "", log), beat("--log-format", "json"));
    assertEquals(new Ended(0, "", log), beat("-o", "json"));
    assertEquals(2, beat("-o", "json", "--log-format", "text").err().lines().count());
  }

  @Test
  void verboseLogHasEveryHeartbeatAndEveryLineHasTimeAndName() {
    String prefix = "2026-01-02T12:00:00Z noetl-runtime: worker_pool demo: ";
    List<String> lines = beat("-v").err().lines().toList();
    assertEquals(List.of(), lines.stream().filter(line -> !line.startsWith(prefix)).toList());
    assertEquals(
        List.of(prefix + "heartbeat sent in N ms"),
        lines.stream()
            .filter(line -> line.contains("sent in"))
            .map(line -> line.replaceAll("\\d+ ms", "N ms"))
            .toList());
  }

  @Test
  void quietHeartbeatSaysNothing() {
    assertEquals(new Ended(0, "", ""), beat("-q"));
  }

  @Test
  void secretsOfTheRegistryAreMasked() {
    String log = beat("-s", url.replace("//", "//ops:hunter2@"), "--log-format=json").err();
    assertEquals(-1, log.indexOf("hunter2"), log);
  }

  @Test
  void failureThatEndsItIsTheLastLineOfItsLog() {
    status = 400;
    assertEquals(
        List.of(
            "{\"time\":\"2026-01-02T12:00:00Z\",\"level\":\"error\",\"event\":\"failed\","
                + "\"kind\":\"worker_pool\",\"name\":\"demo\",\"message\":"),
        beat("--log-format=json", "--on-exit", "none")
            .err()
            .lines()
            .skip(1)
            .map(line -> line.substring(0, line.indexOf("\"message\":") + 10))
            .toList());
  }

  @Test
  void otherFormatsAreRefused() {
    assertEquals(
        new Ended(2, "", "noetl-runtime: --log-format: it should be text or json\n"),
        beat("--log-format", "xml"));
    assertEquals(
        new Ended(125, "", "noetl-runtime: --log-format: it should be text or json\n"),
        new CommandRun(home).run("run", "demo", "--log-format", "xml", "--", "true"));
  }
}
