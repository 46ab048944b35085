package io.noetl.runtime.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedScreen;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The command flaps. */
class FlapsCommandTest {

  /** In two hours, one pool flaps twice and is offline at the end; another is calm. */
  private static final String LOG =
      event("10:00:00", "added", "flappy", "ready", "10:00:00")
          + event("10:00:00", "added", "calm", "ready", "10:00:00")
          + event("10:10:00", "stale", "flappy", "stale", "10:09:00")
          + event("10:12:00", "changed", "flappy", "ready", "10:12:00")
          + "{\"time\":\"2026-11-24T10:20:00Z\",\"event\":\"unreachable\",\"detail\":\"x\"}\n"
          + event("11:00:00", "stale", "flappy", "stale", "10:59:00")
          + event("11:30:00", "changed", "flappy", "offline", "10:59:00")
          + event("12:00:00", "changed", "calm", "ready", "12:00:00");

  @TempDir private Path home;

  private static String event(
      String time, String happening, String name, String status, String heartbeat) {
    return """
    {"time":"2026-11-24T%sZ","event":"%s","kind":"worker_pool","name":"%s","status":"%s",\
    "component":{"heartbeat":"2026-11-24T%sZ"}}
    """
        .formatted(time, happening, name, status, heartbeat);
  }

  @Test
  void componentsWithMostChangesComeFirstWithTheirSilences() {
    assertEquals(
        new Ended(
            0,
            """
            NAME    KIND         STATUS   CHANGES  PER_HOUR  LONGEST_SILENCE  MISSED  TREND
            flappy  worker_pool  offline  4        2.0       1h01m            254     ▁▁█▁▁▁▁▁▁▁▁▁▅▁▁▁▁▁▅▁▁▁▁▁
            calm    worker_pool  ready    0        0.0       -                0       ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
            """,
            ""),
        new CommandRun(home).input(LOG).run("flaps", "-", "--all"));
  }

  @Test
  void componentsThatDidNotChangeAreLeftOut() {
    assertEquals(
        new Ended(
            0,
            """
            NAME    KIND         STATUS   CHANGES  PER_HOUR  LONGEST_SILENCE  MISSED  TREND
            flappy  worker_pool  offline  4        2.0       1h01m            254     ▁▁█▁▁▁▁▁▁▁▁▁▅▁▁▁▁▁▅▁▁▁▁▁
            """,
            "noetl-runtime: 1 component did not change; --all shows them\n"),
        new CommandRun(home).input(LOG).run("flaps", "-"));
  }

  @Test
  void logOfLessThanTenMinutesGivesNoRate() {
    String log =
        event("10:00:00", "added", "a", "ready", "10:00:00")
            + event("10:09:59", "stale", "a", "stale", "10:00:00");
    assertEquals(
        "a worker_pool stale 1 - 9m59s 39 ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█",
        new CommandRun(home)
            .input(log)
            .run("flaps", "-")
            .out()
            .lines()
            .skip(1)
            .findFirst()
            .orElse("")
            .replaceAll(" +", " "));
    JsonNode item =
        TestJson.read(new CommandRun(home).input(log).run("flaps", "-", "-o", "json").out())
            .get("items")
            .get(0);
    assertTrue(item.get("changes_per_hour").isNull(), item.toString());
  }

  @Test
  void logWithoutAnyEventIsRefused() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: line 1 of - is not an event: Unrecognized token 'nonsense': was"
                + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or"
                + " 'false')\n"
                + "noetl-runtime: - contains no events; name a log that watch --log wrote\n"),
        new CommandRun(home).input("nonsense\n").run("flaps", "-"));
    assertEquals(
        new Ended(
            2, "", "noetl-runtime: - contains no events; name a log that watch --log wrote\n"),
        new CommandRun(home).input("").run("flaps", "-", "--all"));
  }

  @Test
  void jsonHasTheNumbers() {
    assertEquals(
        """
        {"name":"flappy","kind":"worker_pool","status":"offline","changes":4,\
        "changes_per_hour":2.0,"longest_silence_s":3660,"missed_beats":126,\
        "changes_over_time":[0,0,2,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,1,0,0,0,0,0]}
        """,
        new CommandRun(home)
                .input(LOG)
                .run("flaps", "-", "--every", "30s", "-o", "jsonl")
                .out()
                .lines()
                .findFirst()
                .orElse("")
            + "\n");
    JsonNode whole =
        TestJson.read(
            new CommandRun(home).input("nonsense\n" + LOG).run("flaps", "-", "-o", "json").out());
    assertEquals(
        "{\"count\":1,\"from\":\"2026-11-24T10:00:00Z\",\"to\":\"2026-11-24T12:00:00Z\",\"unchanged\":1,"
            + "\"bad_lines\":1}",
        ((ObjectNode) whole).without("items").toString());
  }

  @Test
  void badLinesAreReportedWithTheirNumberAndSkipped() {
    Ended ended =
        new CommandRun(home)
            .input(
                "{\n\n"
                    + "[]\n"
                    + "{\"event\":\"added\"}\n"
                    + "{\"time\":\"2026-11-24T10:00:00Z\",\"event\":\"x\"}\n"
                    + LOG)
            .run("flaps", "-", "-o", "name");
    assertEquals(0, ended.status());
    assertEquals("flappy\n", ended.out());
    assertEquals(
        "1 3 4 5",
        ended
            .err()
            .lines()
            .filter(line -> line.contains("not an event"))
            .map(
                line -> line.replaceAll("noetl-runtime: line (\\d) of - is not an event: .+", "$1"))
            .reduce((one, other) -> one + " " + other)
            .orElse(""));
  }

  @Test
  void badLinesAreJsonWhereResultsAre() {
    assertEquals(
        "{\"time\":\"TIME\",\"warning\":\"line 1 of - is not an event: it has no time and"
            + " event\"}\n",
        new CommandRun(home).input("{}\n" + LOG).run("flaps", "-", "-o", "jsonl").masked().err());
  }

  @Test
  void logThatIsNotThereIsAUsageError() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: cannot read /no/such: there is no such file; name a log that watch"
                + " --log wrote\n"),
        new CommandRun(home).run("flaps", "/no/such"));
  }

  @Test
  void logOfAWatchIsRead() throws Exception {
    Path log = home.resolve("log");
    CommandRun.direct(home).run("register", "a");
    Map<String, Runnable> signals = new HashMap<>();
    CommandRun.direct(home)
        .signals(signals::put)
        .time(new ScriptedTime(() -> signals.get("INT").run()))
        .screen(new ScriptedScreen(0, 0))
        .run("watch", "-q", "--log", log.toString());
    assertEquals(
        new Ended(
            0,
            "name,kind,status,changes,per_hour,longest_silence,missed,trend\n"
                + "a,worker_pool,ready,0,,,0,▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁\n",
            ""),
        new CommandRun(home).run("flaps", log.toString(), "--all", "-o", "csv"));
  }
}
