package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resident processes whose output is not read: their pipes are full before they start. */
@Timeout(300)
@IntegrationTest
class StalledReaderIT {

  /** What a pipe of Linux holds. */
  private static final int PIPE = 64 * 1024;

  @TempDir private Path folder;
  private ProcessHome home;
  private FickleServer server;
  private Process process;

  @BeforeEach
  void open() throws IOException {
    home = new ProcessHome(folder);
    server = new FickleServer();
  }

  @AfterEach
  void leaveNothing() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    home.close();
    server.close();
  }

  /** Starts the program with pipes as streams, of which one is full of newlines. */
  private void start(int full, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "head -c " + PIPE + " /dev/zero | tr '\\0' '\\n' >&" + full + "; exec \"$@\"",
                "sh",
                Launcher.PROGRAM));
    command.addAll(arguments);
    process = Launcher.command(folder, command).start();
  }

  private void term() throws Exception {
    ProcessHome.signal("TERM", process.pid());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static final class Asking implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private Asking(int port) {
      this.port = port;
    }

    private String get(String path) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(30))
              .build();
      return client.send(request, BodyHandlers.ofString()).body();
    }

    private boolean isThere() throws InterruptedException {
      try {
        return get("/health").contains("ok");
      } catch (IOException notYet) {
        return false;
      }
    }

    private long dropped() throws IOException, InterruptedException {
      String before = "\nnoetl_runtime_log_lines_dropped_total ";
      String page = get("/metrics");
      int place = page.indexOf(before) + before.length();
      return (long) Double.parseDouble(page.substring(place, page.indexOf('\n', place)));
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private void serve(int port, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("serve", "--access-log"));
    arguments.addAll(List.of("--listen", "127.0.0.1:" + port, "--database", home.database()));
    arguments.addAll(List.of(more));
    start(2, arguments);
  }

  @Test
  void serveAnswersOnAndSaysWhatWasDroppedWhenItsLogIsReadAgain() throws Exception {
    int port = freePort();
    serve(port);
    try (Asking asking = new Asking(port)) {
      home.await("it serves", asking::isThere);
      String path = "/health?" + "x".repeat(8000);
      // Four mebibytes of lines wait, and these are more.
      home.await(
          "lines are dropped",
          () -> {
            for (int i = 0; i < 50; i++) {
              assertEquals("{\"status\":\"ok\"}", asking.get(path));
            }
            return asking.dropped() > 20;
          });
      long dropped = asking.dropped();
      BufferedReader log = new BufferedReader(new InputStreamReader(process.getErrorStream()));
      long told = 0;
      while (told == 0) {
        String line = log.readLine();
        JsonObject read = line.isEmpty() ? JsonObject.EMPTY : TestJson.object(line);
        if ("lines_dropped".equals(read.text("event"))) {
          told = Long.parseLong(read.text("lines"));
        }
      }
      assertTrue(told >= dropped, told + " of " + dropped);
      asking.get("/health?again");
      String line = log.readLine();
      while (!line.contains("/health?again")) {
        line = log.readLine();
      }
    }
    term();
    assertEquals(0, home.end(process));
  }

  @Test
  void serveEndsAtTermWithinItsTime() throws Exception {
    int port = freePort();
    serve(port, "--grace", "3s");
    try (Asking asking = new Asking(port)) {
      home.await("it serves", asking::isThere);
      for (int i = 0; i < 20; i++) {
        asking.get("/health");
      }
    }
    long start = System.nanoTime();
    term();
    assertEquals(0, home.end(process));
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(3).toNanos());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void heartbeatContinuesAndEndsAtTerm(int full) throws Exception {
    start(
        full,
        List.of(
            "heartbeat", "demo", "--every", "50ms", "-v", "--stats", "--server", server.address()));
    home.await("heartbeats continue", () -> server.count("heartbeat") > 60);
    term();
    assertEquals(0, home.end(process));
  }

  @Test
  void heartbeatContinuesWhenTheServiceManagerReadsNothing() throws Exception {
    String address = "@stalled-" + ProcessHandle.current().pid();
    try (NotifySocket ignored = NotifySocket.stalled(address)) {
      process =
          home.beat(Map.of("NOTIFY_SOCKET", address), server.address(), "demo", "--every", "50ms");
      home.await("heartbeats continue", () -> server.count("heartbeat") > 5);
      term();
      assertEquals(0, home.end(process));
      assertEquals(
          "noetl-runtime: worker_pool demo: cannot notify systemd: no process receives datagrams at"
              + " the socket\n",
          home.log());
    }
  }

  /** A watch on a terminal that takes a screenful and then nothing any more. */
  private static final String STALLED_TERMINAL =
      """
      import os, pty, signal, sys, time
      pid, fd = pty.fork()
      if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
      os.read(fd, 1)
      # It draws, and draws again, until there is no room.
      before = -1
      while True:
          stat = [open("/proc/%d/io" % pid).read(), time.sleep(1.5)][0]
          if stat == before: break
          before = stat
      os.kill(pid, getattr(signal, sys.argv[1]))
      print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """;

  @ParameterizedTest
  @CsvSource({"SIGTERM,0", "SIGINT,-2"})
  void watchOnATerminalThatTakesNothingEnds(String signal, int code) throws Exception {
    ProcessHome.assumeInstalled("python3", "python3");
    process =
        home.start(
            Map.of("TERM", "xterm"),
            List.of(
                "python3",
                "-c",
                STALLED_TERMINAL,
                signal,
                Launcher.PROGRAM,
                "watch",
                "--interval",
                "1ms",
                "--server",
                server.address()));
    assertEquals(0, home.end(process));
    assertEquals(code + "\n", home.file("out"));
  }

  @Test
  void heartbeatThatGivesUpEndsWithItsCode() throws Exception {
    server.known = false;
    start(
        2,
        List.of(
            "heartbeat",
            "demo",
            "--every",
            "50ms",
            "--max-failures",
            "5",
            "--server",
            server.address()));
    assertEquals(8, home.end(process));
  }

  @Test
  void runContinuesItsHeartbeatsAndEndsWithTheCodeOfItsChild() throws Exception {
    start(
        2,
        List.of(
            "run",
            "demo",
            "--every",
            "50ms",
            "-v",
            "--server",
            server.address(),
            "--",
            "sh",
            "-c",
            "exec 2>/dev/null; trap 'exit 7' TERM; while :; do sleep 0.1; done"));
    home.await("heartbeats continue", () -> server.count("heartbeat") > 60);
    term();
    assertEquals(7, home.end(process));
    assertTrue(server.count("deregister") > 0);
  }
}
