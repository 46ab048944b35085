package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Continuous heartbeats of the distribution: start, and end by signals. */
@IntegrationTest
class HeartbeatEveryIT {

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

  @Test
  void firstHeartbeatIsSentAtOnceAndTermEndsWithZero() throws Exception {
    Process process = home.beat(server.address(), "demo", "--every", "1h");
    // A heartbeat in progress would be interrupted.
    home.await("it has its answer", () -> server.done.contains("heartbeat"));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(List.of("heartbeat"), server.done);
    assertEquals("", home.log());
  }

  @Test
  void intDeregistersWhereThatIsAsked() throws Exception {
    Process process =
        home.beat(server.address(), "demo", "--every", "1h", "--on-exit", "deregister");
    home.await("it comes to pass", () -> server.count("heartbeat") > 0);
    ProcessHome.signal("INT", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(List.of("heartbeat", "deregister"), server.done);
    assertEquals("noetl-runtime: worker_pool demo: deregistered\n", home.log());
  }

  @Test
  void secondSignalEndsAtOnce() throws Exception {
    server.pause =
        verb -> {
          if (verb.equals("deregister")) {
            Thread.sleep(600_000);
          }
        };
    for (String signal : List.of("TERM", "INT")) {
      long before = server.count("heartbeat");
      Process process =
          home.beat(
              server.address(),
              "demo",
              "--every",
              "1h",
              "--timeout",
              "10m",
              "--on-exit",
              "deregister");
      home.await("it beats", () -> server.count("heartbeat") > before);
      long deregistered = server.count("deregister");
      ProcessHome.signal(signal, process.pid());
      home.await("the last words are under way", () -> server.count("deregister") > deregistered);
      ProcessHome.signal(signal, process.pid());
      assertEquals(signal.equals("TERM") ? 143 : 130, home.end(process));
    }
  }

  @Test
  void lastWordsAreGivenUpAfterTheRetriesAndTheEndIsStillZero() throws Exception {
    server.statuses.put("deregister", 503);
    Map<String, String> settings =
        Map.of("NOETL_DEREGISTER_RETRIES", "3", "NOETL_DEREGISTER_BACKOFF", "10ms");
    Process process =
        home.beat(settings, server.address(), "demo", "--every", "1h", "--on-exit", "deregister");
    home.await("it beats", () -> server.count("heartbeat") > 0);
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(
        List.of("heartbeat", "deregister", "deregister", "deregister", "deregister"), server.done);
    assertEquals(
        "noetl-runtime: worker_pool demo: could not deregister: DELETE "
            + server.address()
            + "/api/worker/pool/deregister: the server cannot do it now (503)\n",
        home.log());
  }

  @Test
  void heartbeatsReachADatabaseWithoutAServer() throws Exception {
    Path file =
        Files.writeString(home.path("pool.json"), "{\"name\": \"demo\", \"runtime\": \"python\"}");
    Process process =
        home.start(
            List.of(
                Launcher.PROGRAM,
                "heartbeat",
                "--registration",
                file.toString(),
                "--every",
                "10s",
                "--on-exit",
                "deregister",
                "--database",
                home.database()));
    home.await("it registers", () -> home.log().contains("registered"));
    assertEquals("ready", home.row().status());
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals("offline", home.row().status());
    assertEquals(List.of(), server.arrived);
  }

  @Test
  void firstHeartbeatWaitsForItsPlaceInTheSplay() throws Exception {
    int port = freePort();
    Process process =
        home.beat(
            server.address(),
            "demo",
            "--every",
            "1h",
            "--splay",
            "30d",
            "--health-port",
            Integer.toString(port));
    home.await("it is there", () -> accepts(port));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(List.of(), server.arrived);
    Process soon = home.beat(server.address(), "demo", "--every", "1h", "--splay", "10ms");
    home.await("it beats", () -> server.done.contains("heartbeat"));
    ProcessHome.signal("TERM", soon.pid());
    assertEquals(0, home.end(soon));
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static boolean accepts(int port) {
    try (var caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return caller.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void databaseThatIsRemovedIsLostAndNotMadeAnew() throws Exception {
    Path pool =
        Files.writeString(home.path("pool.json"), "{\"name\": \"demo\", \"runtime\": \"python\"}");
    Path database = home.path("own.db");
    Process process =
        home.start(
            List.of(
                Launcher.PROGRAM,
                "heartbeat",
                "--registration",
                pool.toString(),
                "--every",
                "200ms",
                "--database",
                "sqlite:" + database));
    home.await("it registers", () -> home.log().contains("registered"));
    Files.delete(database);
    home.await("it is told", () -> home.log().contains("lost: the database"));
    assertTrue(home.log().contains("was moved or removed while it was in use"));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertFalse(Files.exists(database));
  }
}
