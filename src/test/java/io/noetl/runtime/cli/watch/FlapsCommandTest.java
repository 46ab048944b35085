package io.noetl.runtime.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedScreen;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void restlessComponentsComeFirstWithTheirSilences() {
    assertEquals(
        new Ended(
            0,
            """
            NAME    KIND         STATUS   CHANGES  PER_HOUR  LONGEST_SILENCE  MISSED  TREND
            flappy  worker_pool  offline  4        2.0       1h01m            254     ▁▁█▁▁▁▁▁▁▁▁▁▅▁▁▁▁▁▅▁▁▁▁▁
            calm    worker_pool  ready    0        0.0       -                0       ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
            """,
            ""),
        new CommandRun(home).input(LOG).run("flaps", "-"));
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
    assertEquals(
        """
        {
          "items": [],
          "count": 0,
          "from": null,
          "to": null,
          "bad_lines": 1
        }
        """,
        new CommandRun(home).input("nonsense\n").run("flaps", "-", "-o", "json").out());
  }

  @Test
  void badLinesAreToldWithTheirNumberAndPassedOver() {
    Ended ended =
        new CommandRun(home)
            .input(
                "{\n\n[]\n{\"event\":\"added\"}\n{\"time\":\"2026-11-24T10:00:00Z\",\"event\":\"x\"}\n"
                    + LOG)
            .run("flaps", "-", "-o", "name");
    assertEquals(0, ended.status());
    assertEquals("flappy\ncalm\n", ended.out());
    assertEquals(
        "1 3 4 5",
        ended
            .err()
            .lines()
            .map(line -> line.replaceAll("noetl-runtime: line (\\d) of - is no event: .+", "$1"))
            .reduce((one, other) -> one + " " + other)
            .orElse(""));
  }

  @Test
  void badLinesAreJsonWhereResultsAre() {
    assertEquals(
        "{\"warning\":\"line 1 of - is no event: it has no time and event\"}\n",
        new CommandRun(home).input("{}\n" + LOG).run("flaps", "-", "-o", "jsonl").err());
  }

  @Test
  void logThatIsNotThereIsAUsageError() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: cannot read /no/such: there is no such file; name a log that watch --log"
                + " wrote\n"),
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
                + "a,worker_pool,ready,0,0.0,,0,▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁\n",
            ""),
        new CommandRun(home).run("flaps", log.toString(), "-o", "csv"));
  }
}
