package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's heartbeat that stays: real signals, a real server that comes and goes. */
class HeartbeatEveryIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("noetl.dist")).resolve("bin/noetl-runtime").toAbsolutePath();

  @TempDir private Path home;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Process> started = new ArrayList<>();
  private volatile boolean known = true;
  private volatile int deregisterStatus = 200;
  private HttpServer server;

  @BeforeEach
  void up() throws IOException {
    up(0);
  }

  private void up(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          String verb = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
          exchange.getRequestBody().readAllBytes();
          int status =
              switch (verb) {
                case "heartbeat" -> known ? 200 : 404;
                case "deregister" -> deregisterStatus;
                default -> 200;
              };
          if (verb.equals("register")) {
            known = true;
          }
          byte[] body =
              (status == 404
                      ? "{\"detail\":{\"status\":\"unknown\",\"name\":\"demo\"}}"
                      : "{\"status\":\"ok\",\"name\":\"demo\",\"runtime_id\":\"7\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          calls.add(verb);
        });
    server.start();
  }

  @AfterEach
  void down() {
    started.forEach(Process::destroyForcibly);
    server.stop(0);
  }

  private Process beat(String... more) throws IOException {
    return beatWith("", more);
  }

  private Process beatWith(String notifySocket, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "heartbeat"));
    command.addAll(List.of(more));
    command.addAll(
        List.of("--server", "http://127.0.0.1:" + server.getAddress().getPort(), "--retries", "0"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("NOETL_"));
    builder.environment().put("HOME", home.toString());
    builder.environment().keySet().removeAll(List.of("XDG_DATA_HOME", "XDG_CONFIG_HOME"));
    builder.environment().put("NOTIFY_SOCKET", notifySocket);
    builder.environment().put("NOETL_DEREGISTER_BACKOFF", "1s");
    Process process =
        builder
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String err() throws IOException {
    return Files.readString(home.resolve("err"));
  }

  private static void kill(String signal, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
    assertEquals(0, kill.waitFor());
  }

  private static int ended(Process process) throws InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    return process.exitValue();
  }

  private static void assumeInstalled(String command, String debianPackage) throws Exception {
    Process found = new ProcessBuilder("sh", "-c", "command -v " + command).start();
    assumeTrue(ended(found) == 0, command + " is not installed: apt-get install " + debianPackage);
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      assertTrue(System.nanoTime() - start < 60e9, "did not come to pass in a minute");
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void firstBeatComesAtOnceAndTermEndsWithZero() throws Exception {
    Process process = beat("demo", "--every", "1h");
    eventually(() -> calls.contains("heartbeat"));
    kill("TERM", process);
    assertEquals(0, ended(process));
    assertEquals(List.of("heartbeat"), calls);
    assertEquals("", err());
  }

  @Test
  void intDeregistersWhereThatIsAsked() throws Exception {
    Process process = beat("demo", "--every", "1h", "--on-exit", "deregister");
    eventually(() -> calls.contains("heartbeat"));
    kill("INT", process);
    assertEquals(0, ended(process));
    assertEquals(List.of("heartbeat", "deregister"), calls);
    assertEquals("noetl-runtime: worker_pool demo: deregistered\n", err());
  }

  @Test
  void secondSignalEndsAtOnce() throws Exception {
    deregisterStatus = 503;
    Process process = beat("demo", "--every", "1h", "--on-exit", "deregister");
    eventually(() -> calls.contains("heartbeat"));
    kill("TERM", process);
    eventually(() -> calls.contains("deregister"));
    kill("TERM", process);
    assertEquals(143, ended(process));
  }

  @Test
  void lastWordsAreGivenUpAfterTheRetriesAndTheEndIsStillZero() throws Exception {
    deregisterStatus = 503;
    Process process = beat("demo", "--every", "1h", "--on-exit", "deregister");
    eventually(() -> calls.contains("heartbeat"));
    kill("TERM", process);
    assertEquals(0, ended(process));
    assertEquals(
        List.of("heartbeat", "deregister", "deregister", "deregister", "deregister"), calls);
    assertTrue(err().startsWith("noetl-runtime: worker_pool demo: could not deregister: "), err());
  }

  @Test
  void outageIsALineAtItsBeginningAndOneAtItsEnd() throws Exception {
    // A beat has half of it, and this machine may be slow.
    Process process = beat("demo", "--every", "6s");
    eventually(() -> calls.contains("heartbeat"));
    int port = server.getAddress().getPort();
    server.stop(0);
    eventually(() -> err().contains("lost"));
    up(port);
    eventually(() -> err().contains("recovered"));
    kill("TERM", process);
    assertEquals(0, ended(process));
    List<String> lines = err().lines().toList();
    assertEquals(2, lines.size(), err());
    assertTrue(lines.getFirst().startsWith("noetl-runtime: worker_pool demo: lost: "), err());
    assertTrue(
        lines
            .getLast()
            .matches("noetl-runtime: worker_pool demo: recovered after \\d+ s, \\d+ beats? missed"),
        err());
  }

  @Test
  void tooManyFailuresExitEight() throws Exception {
    server.stop(0);
    Process process = beat("demo", "--every", "200ms", "--max-failures", "2");
    assertEquals(8, ended(process));
    assertTrue(err().contains("noetl-runtime: gave up after 2 failures in a row: "), err());
  }

  @Test
  void unknownNameExitsFiveAfterTheGrace() throws Exception {
    known = false;
    Process process = beat("demo", "--every", "6s", "--unknown-grace", "2s");
    assertEquals(5, ended(process));
    assertTrue(calls.size() >= 2, calls.toString());
    String server = " --server http://127.0.0.1:" + this.server.getAddress().getPort();
    assertEquals(
        """
        noetl-runtime: worker_pool demo: lost: no worker_pool named "demo" is registered
        noetl-runtime: no worker_pool named "demo" is registered; register it first: noetl-runtime register demo\
        """
            + server
            + "\n",
        err());
  }

  @Test
  void unknownNameIsRegisteredAndHupRegistersAgain() throws Exception {
    known = false;
    Path file =
        Files.writeString(
            home.resolve("pool.json"), "{\"name\": \"demo\", \"runtime\": \"python\"}");
    Process process = beat("--registration", file.toString(), "--every", "1h");
    eventually(() -> err().contains("registered again"));
    kill("HUP", process);
    eventually(() -> calls.size() == 3);
    Files.writeString(file, "{\"name\": \"other\", \"runtime\": \"python\"}");
    kill("HUP", process);
    eventually(() -> err().contains("goes on"));
    kill("TERM", process);
    assertEquals(0, ended(process));
    assertEquals(List.of("heartbeat", "register", "register"), calls);
    assertEquals(
        """
        noetl-runtime: worker_pool demo: was unknown, registered again (runtime_id 7)
        noetl-runtime: worker_pool demo: registered again (runtime_id 7)
        noetl-runtime: worker_pool demo: the file describes worker_pool other now; goes on as before
        """,
        err());
  }

  @Test
  void probeReadsTheStampInEveryShell() throws Exception {
    Path stamp = home.resolve("demo.stamp");
    Path probe = home.resolve("probe");
    assertEquals(
        0,
        ended(
            new ProcessBuilder(LAUNCHER.toString(), "probe-script")
                .redirectOutput(probe.toFile())
                .start()));
    Process process = beat("demo", "--every", "1h", "--stamp", stamp.toString());
    eventually(() -> Files.exists(stamp));
    List<List<String>> shells = List.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"));
    for (List<String> shell : shells) {
      assumeInstalled(shell.getFirst(), shell.getFirst());
      assertEquals("0 alive, last heartbeat N s ago", probed(shell, probe, stamp.toString()));
      assertEquals(
          "1 no heartbeat: gone is not there", probed(shell, probe, "gone"), shell.toString());
      Path old =
          Files.writeString(home.resolve("old"), "{\"last_ok_s\":1000,\"deadline_s\":1030}\n");
      assertTrue(probed(shell, probe, old.toString()).startsWith("1 no heartbeat for "));
      assertTrue(probed(shell, probe, old.toString(), "9999999999").startsWith("0 alive"));
      assertEquals(
          "2 probe: MAX_AGE_SECONDS is a number", probed(shell, probe, old.toString(), "x"));
      assertEquals(
          "1 no heartbeat: " + probe + " is no stamp", probed(shell, probe, probe.toString()));
    }
    kill("TERM", process);
    assertEquals(0, ended(process));
    assertFalse(Files.exists(stamp), "what has ended is not alive");
    assertFalse(Files.exists(home.resolve("demo.stamp.new")));
  }

  private String probed(List<String> shell, Path probe, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(shell);
    command.add(probe.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return ended(process) + " " + said.strip().replaceAll("\\d+ s ago", "N s ago");
  }

  @Test
  void probeScriptPassesShellcheck() throws Exception {
    assumeInstalled("shellcheck", "shellcheck");
    Process process =
        new ProcessBuilder("sh", "-c", LAUNCHER + " probe-script | shellcheck -")
            .redirectErrorStream(true)
            .start();
    assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, ended(process));
  }

  @Test
  void systemdHearsOnAPathAndOnAnAbstractName() throws Exception {
    assumeInstalled("python3", "python3");
    for (String address : List.of(home.resolve("notify").toString(), "@noetl-" + home.hashCode())) {
      calls.clear();
      Process listener =
          new ProcessBuilder(
                  "python3",
                  "-u",
                  "-c",
                  """
                  import socket, sys
                  s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                  a = sys.argv[1]
                  s.bind('\\0' + a[1:] if a[0] == '@' else a)
                  print('bound')
                  while True:
                      m = s.recv(4096).decode()
                      print(m.replace('\\n', '|'))
                      if 'STOPPING' in m: break
                  """,
                  address)
              .redirectErrorStream(true)
              .start();
      started.add(listener);
      var said = listener.inputReader();
      assertEquals("bound", said.readLine());
      Process process = beatWith(address, "demo", "--every", "1h");
      assertEquals("READY=1|STATUS=Alive, beats every 3600.0 s|WATCHDOG=1", said.readLine());
      kill("TERM", process);
      assertEquals("STOPPING=1|STATUS=Stopping", said.readLine());
      assertEquals(0, ended(process));
      assertEquals("", err());
    }
  }

  @Test
  void healthIsServedAndStatisticsArePrintedAtTheEnd() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process process = beat("demo", "--every", "1h", "--stats", "--health-port", "" + port);
    eventually(() -> calls.contains("heartbeat"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI health = URI.create("http://127.0.0.1:" + port + "/healthz");
      eventually(() ->
          client
                  .send(
                      HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                  .statusCode()
              == 200);
      assertEquals(
          404,
          client
              .send(
                  HttpRequest.newBuilder(health.resolve("/other")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .statusCode());
    }
    kill("TERM", process);
    assertEquals(0, ended(process));
    assertEquals(
        "{\"sent\":1,\"missed\":0,\"re_registered\":0,\"latency_ms_p50\":N,\"latency_ms_p95\":N,"
            + "\"latency_ms_max\":N}\n",
        Files.readString(home.resolve("out")).replaceAll("(p50|p95|max)\":\\d+", "$1\":N"));
  }
}
