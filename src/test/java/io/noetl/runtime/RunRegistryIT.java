package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} when its server or its row disappears, with real processes. */
@IntegrationTest
class RunRegistryIT {

  @TempDir private Path folder;
  private ProcessHome home;

  @BeforeEach
  void open() {
    home = new ProcessHome(folder);
  }

  @AfterEach
  void leaveNothing() {
    home.close();
  }

  @Test
  void childsPidIsRegisteredOverHttp() throws Exception {
    try (TestEndpoint server = TestEndpoint.start(home.registry())) {
      String script =
          "echo $NOETL_RUNTIME_NAME $NOETL_RUNTIME_ID $NOETL_SERVER_URL; exec sleep 600";
      Process process =
          home.over(server.address(), "demo", "--every", "20s", "--", "sh", "-c", script);
      home.awaitRegistered(process);
      home.await("the child speaks", () -> home.file("out").endsWith("\n"));
      assertEquals(
          "demo " + home.row().runtimeId() + " " + server.address() + "\n", home.file("out"));
      ProcessHome.signal("TERM", process.pid());
      assertEquals(143, home.end(process));
      assertEquals("offline", home.row().status());
    }
  }

  @Test
  void serverThatIsAwayFromBeginningToEndCostsTheChildNothing() throws Exception {
    Process process =
        home.over("127.0.0.1:1", "demo", "--start-anyway", "--", "sh", "-c", "echo out; exit 4");
    assertEquals(4, home.end(process));
    assertEquals("out\n", home.file("out"));
    assertTrue(home.log().contains("starting anyway"), home.log());
  }

  @Test
  void serverThatTakesMoreThanHalfOfAShortIntervalIsNoReasonForAWord() throws Exception {
    try (FickleServer server = new FickleServer()) {
      server.pause = verb -> Thread.sleep(550);
      Process process = home.over(server.address(), "demo", "--every", "1s", "--", "sleep", "600");
      home.await("it beats", () -> server.count("heartbeat") >= 2);
      ProcessHome.signal("TERM", process.pid());
      assertEquals(143, home.end(process));
      assertEquals("", home.log());
    }
  }

  @Test
  void serverThatComesBackIsBeatenAndRegisteredAtAgain() throws Exception {
    try (FickleServer server = new FickleServer()) {
      Process process = home.over(server.address(), "demo", "--every", "6s", "--", "sleep", "600");
      home.await("the child is registered", () -> server.count("register") == 2);
      server.down();
      home.await("it is missed", () -> home.log().contains("lost: "));
      server.known = false;
      server.up();
      home.await("it is back", () -> home.log().contains("registered again"));
      ProcessHome.signal("TERM", process.pid());
      assertEquals(143, home.end(process));
      assertEquals(
          List.of("register", "register", "register", "deregister"),
          server.writes().stream().filter(verb -> !verb.equals("heartbeat")).toList());
      assertEquals(
          "noetl-runtime: worker_pool demo: lost: cannot reach "
              + server.address()
              + ": connection refused\n"
              + "noetl-runtime: worker_pool demo: recovered after N s, N heartbeats missed\n"
              + "noetl-runtime: worker_pool demo: was unknown, registered again (runtime_id 7)\n",
          home.log().replaceAll("\\d+ s, \\d+ heartbeats? missed", "N s, N heartbeats missed"));
    }
  }

  @Test
  void childWaitsForAServerThatIsLate() throws Exception {
    try (FickleServer server = new FickleServer()) {
      server.down();
      Process process = home.over(server.address(), "demo", "--start-timeout", "80s", "--", "true");
      home.await("it waits", () -> home.log().contains("waiting for it"));
      server.up();
      assertEquals(0, home.end(process));
      assertEquals(1, home.log().lines().count(), home.log());
      assertEquals("deregister", server.writes().getLast());
    }
  }

  @Test
  void serverThatHangsIsWaitedForNoLongerThanAskedFor() throws Exception {
    try (FickleServer server = new FickleServer()) {
      server.pause = verb -> Thread.sleep(600_000);
      Process process =
          home.over(
              server.address(),
              "demo",
              "--every",
              "1h",
              "--timeout",
              "10m",
              "--start-timeout",
              "2s",
              "--",
              "touch",
              "began");
      assertEquals(125, home.end(process));
      assertEquals(
          "noetl-runtime: the registry did not answer within the 2000 ms of --start-timeout;"
              + " wait longer with --start-timeout, or use --start-anyway\n",
          home.log());
      assertFalse(Files.exists(home.path("began")));
    }
  }

  @Test
  void hangingServerDoesNotDelayStartAnyway() throws Exception {
    try (FickleServer server = new FickleServer()) {
      server.pause = verb -> Thread.sleep(600_000);
      Process process =
          home.over(
              server.address(),
              "demo",
              "--every",
              "10s",
              "--timeout",
              "10m",
              "--start-timeout",
              "1s",
              "--start-anyway",
              "--deregister",
              "never",
              "--",
              "touch",
              "began");
      assertEquals(0, home.end(process));
      assertEquals(
          "noetl-runtime: worker_pool demo: the registry does not answer; starting anyway\n",
          home.log().lines().findFirst().orElse("") + "\n");
      assertTrue(Files.exists(home.path("began")));
    }
  }

  @Test
  void registrationInProgressIsAnsweredBeforeTheDeregistration() throws Exception {
    try (FickleServer server = new FickleServer()) {
      server.pause =
          verb -> {
            if (verb.equals("register") && server.count("register") == 2) {
              // Time for a deregistration without retries.
              long start = System.nanoTime();
              while (server.count("deregister") == 0 && System.nanoTime() - start < 1e9) {
                Thread.sleep(10);
              }
            }
          };
      String script = "while [ ! -e go ]; do sleep 0.02; done";
      Process process =
          home.over(server.address(), "demo", "--every", "1h", "--", "sh", "-c", script);
      home.await("the child is being registered", () -> server.count("register") == 2);
      Files.createFile(home.path("go"));
      assertEquals(0, home.end(process));
      assertEquals(List.of("register", "register", "deregister"), server.writes());
      assertEquals("", home.log());
    }
  }

  @Test
  void deregistrationIsTriedAsOftenAsTheSettingSays() throws Exception {
    try (FickleServer server = new FickleServer()) {
      server.statuses.put("deregister", 503);
      Process process =
          home.start(
              Map.of("NOETL_DEREGISTER_RETRIES", "2", "NOETL_DEREGISTER_BACKOFF", "10ms"),
              List.of(
                  Launcher.PROGRAM,
                  "run",
                  "demo",
                  "--server",
                  server.address(),
                  "--retries",
                  "0",
                  "--",
                  "sh",
                  "-c",
                  "exit 4"));
      assertEquals(4, home.end(process));
      assertEquals(3, server.count("deregister"));
      assertEquals(
          "noetl-runtime: worker_pool demo: not deregistered: DELETE "
              + server.address()
              + "/api/worker/pool/deregister: the server cannot do it now (503)\n",
          home.log());
    }
  }

  @Test
  void deregistrationIsForSuccessOrNeverWhereThatIsAsked() throws Exception {
    assertEquals(
        3, home.end(home.direct("demo", "--deregister", "on-success", "--", "sh", "-c", "exit 3")));
    assertEquals("ready", home.row().status());
    assertEquals(0, home.end(home.direct("demo", "--deregister", "on-success", "--", "true")));
    assertEquals("offline", home.row().status());
    assertEquals(0, home.end(home.direct("demo", "--deregister", "never", "--", "true")));
    assertEquals("ready", home.row().status());
  }

  private Process supervised(String onLost) throws Exception {
    Process process =
        home.direct("demo", "--every", "2s", "--on-lost", onLost, "--", "sleep", "600");
    home.awaitRegistered(process);
    return process;
  }

  private void deregisterByAnother() {
    home.registry().deregister(new RuntimeDeregistrationRequest("demo", RuntimeKind.WORKER_POOL));
  }

  @Test
  void rowThatAnotherDeregistersIsKeptOrEndsTheChild() throws Exception {
    Process kept = supervised("keep");
    deregisterByAnother();
    home.await("the row is back", () -> home.row().status().equals("ready"));
    ProcessHome.signal("TERM", kept.pid());
    assertEquals(143, home.end(kept));
    assertEquals("", home.log());
    for (String action : List.of("stop", "fail")) {
      Process process = supervised(action);
      deregisterByAnother();
      assertEquals(action.equals("stop") ? 143 : 125, home.end(process));
      assertEquals(
          "noetl-runtime: worker_pool demo: worker_pool demo was deregistered; stopping sleep\n",
          home.log());
    }
  }

  @Test
  void rowThatAnotherOwnerTakesIsKeptAndEndsTheChildIfRequested() throws Exception {
    for (String action : List.of("keep", "stop", "fail")) {
      Process first = supervised(action);
      Process second = home.direct("demo", "--takeover", "--every", "1h", "--", "sleep", "600");
      home.awaitRegistered(second);
      if (action.equals("keep")) {
        String beaten = home.row().json().text("heartbeat");
        home.await(
            "heartbeats of the first continue",
            () -> !home.row().json().text("heartbeat").equals(beaten));
        ProcessHome.signal("TERM", first.pid());
      }
      assertEquals(action.equals("fail") ? 125 : 143, home.end(first));
      assertEquals("ready", home.row().status());
      assertEquals(Long.toString(ProcessHome.childOf(second).pid()), home.row().pid());
      ProcessHome.signal("TERM", second.pid());
      assertEquals(143, home.end(second));
    }
  }
}
