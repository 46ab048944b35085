package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Continuous heartbeats of a process that was suspended, as on a machine that was paused. */
@IntegrationTest
class HeartbeatSuspendIT {

  private static final Duration INTERVAL = Duration.ofSeconds(4);

  @TempDir private Path folder;
  private ProcessHome home;
  private FickleServer server;

  @BeforeEach
  void open() throws IOException {
    home = new ProcessHome(folder);
    server = new FickleServer();
  }

  @AfterEach
  void leaveNothing() {
    home.close();
    server.close();
  }

  private long beats() {
    return server.count("heartbeat");
  }

  @Test
  void suspensionOfSeveralIntervalsIsFollowedByOneHeartbeatAndTheSchedule() throws Exception {
    Path stamp = home.path("demo.stamp");
    Process process =
        home.beat(
            server.address(),
            "demo",
            "--every",
            INTERVAL.toSeconds() + "s",
            "--stats",
            "--stamp",
            stamp.toString());
    // The stamp exists once a heartbeat is answered: no request is in progress then.
    home.await("the first beat has its answer", () -> Files.exists(stamp));
    ProcessHome.signal("STOP", process.pid());
    home.await("it stands still", () -> stateOf(process) == 'T');
    long before = beats();
    Thread.sleep(INTERVAL.multipliedBy(3));
    assertEquals(before, beats(), "who stands still does not beat");

    long resumed = System.nanoTime();
    ProcessHome.signal("CONT", process.pid());
    home.await("it catches up", () -> beats() > before);
    home.await("it goes on", () -> beats() >= before + 3);
    // The two after the one that catches up are an interval apart, each a tenth of it early at
    // most. A slow machine only makes them later; the three that were left out would be at once.
    Duration passed = Duration.ofNanos(System.nanoTime() - resumed);
    Duration least = INTERVAL.multipliedBy(9).dividedBy(10);
    assertTrue(passed.compareTo(least) >= 0, () -> "three beats within " + passed);

    Files.delete(stamp);
    home.await("no request is under way", () -> Files.exists(stamp));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    JsonObject statistics = TestJson.object(home.file("out"));
    assertEquals(Long.toString(beats()), statistics.text("sent"));
    assertEquals("0", statistics.text("missed"));
    assertEquals("", home.log());
  }

  /** The letter of proc_pid_stat(5), which follows the name in brackets. */
  private static char stateOf(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }
}
