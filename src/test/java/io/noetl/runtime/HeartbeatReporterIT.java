package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What continuous heartbeats of the distribution report: stamps, systemd notifications, health
 * checks, statistics.
 */
@IntegrationTest
class HeartbeatReporterIT {

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
  void probeReadsTheStampInEveryShell() throws Exception {
    Path stamp = home.path("demo.stamp");
    Path probe = home.path("probe");
    assertEquals(
        0,
        home.end(
            new ProcessBuilder(Launcher.PROGRAM, "probe-script")
                .redirectOutput(probe.toFile())
                .start()));
    Process process =
        home.beat(server.address(), "demo", "--every", "1h", "--stamp", stamp.toString());
    home.await("it comes to pass", () -> Files.exists(stamp));
    List<List<String>> shells = List.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"));
    for (List<String> shell : shells) {
      ProcessHome.assumeInstalled(shell.getFirst(), shell.getFirst());
      assertEquals("0 alive, last heartbeat N s ago", probed(shell, probe, stamp.toString()));
      assertEquals(
          "1 no heartbeat: gone does not exist", probed(shell, probe, "gone"), shell.toString());
      Path old = Files.writeString(home.path("old"), "{\"last_ok_s\":1000,\"deadline_s\":1030}\n");
      assertTrue(probed(shell, probe, old.toString()).startsWith("1 no heartbeat for "));
      assertTrue(probed(shell, probe, old.toString(), "9999999999").startsWith("0 alive"));
      assertEquals(
          "2 probe: MAX_AGE_SECONDS is a number", probed(shell, probe, old.toString(), "x"));
      for (String zeros : List.of("08", "09", "0000", "010")) {
        String said = probed(shell, probe, old.toString(), zeros);
        assertTrue(said.startsWith("1 no heartbeat for "), said);
      }
      assertTrue(probed(shell, probe, old.toString(), "009999999999").startsWith("0 alive"));
      assertTrue(probed(shell, probe, old.toString(), "9".repeat(40)).startsWith("0 alive"));
      assertEquals(
          "1 no heartbeat: " + probe + " is not a stamp", probed(shell, probe, probe.toString()));
    }
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertFalse(Files.exists(stamp), "what has ended is not alive");
    assertFalse(Files.exists(home.path("demo.stamp.new")));
  }

  private String probed(List<String> shell, Path probe, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(shell);
    command.add(probe.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return home.end(process) + " " + said.strip().replaceAll("\\d+ s ago", "N s ago");
  }

  @Test
  void unwritableStampIsReportedOnceAndHeartbeatsContinue() throws Exception {
    Path pool =
        Files.writeString(home.path("pool.json"), "{\"name\": \"demo\", \"runtime\": \"python\"}");
    Path stamp = home.path("demo.stamp");
    Process process =
        home.beat(
            server.address(),
            "--registration",
            pool.toString(),
            "--every",
            "1h",
            "--stamp",
            stamp.toString());
    home.await("the first stamp is there", () -> Files.exists(stamp));
    Files.delete(stamp);
    Files.writeString(stamp, "somebody's own");
    for (int again = 1; again <= 2; again++) {
      int times = again;
      ProcessHome.signal("HUP", process.pid());
      home.await("it registers", () -> registrations() == times);
    }
    home.await("it is told", () -> home.log().contains("stamp"));
    assertEquals("somebody's own", Files.readString(stamp));
    Files.delete(stamp);
    ProcessHome.signal("HUP", process.pid());
    home.await("it registers", () -> registrations() == 3);
    home.await("the stamp is there", () -> Files.exists(stamp));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    String again = "noetl-runtime: worker_pool demo: registered again (runtime_id 7)\n";
    assertEquals(
        again
            + "noetl-runtime: worker_pool demo: cannot write the stamp: the file is not a stamp\n"
            + again
            + again,
        home.log());
    assertEquals(List.of("err", "out", "pool.json"), names());
  }

  private long registrations() throws IOException {
    return home.log().lines().filter(line -> line.contains("registered again")).count();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void stampBehindALinkIsReplacedAndTheLinkIsKept() throws Exception {
    Path target = Files.createDirectory(home.path("elsewhere")).resolve("demo.stamp");
    Path stamp = Files.createSymbolicLink(home.path("demo.stamp"), target);
    Process process =
        home.beat(server.address(), "demo", "--every", "1h", "--stamp", stamp.toString());
    home.await("the stamp is there", () -> Files.exists(target));
    assertTrue(Files.isSymbolicLink(stamp));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertTrue(Files.isSymbolicLink(stamp));
    assertFalse(Files.exists(target));
  }

  @Test
  void probeScriptPassesShellcheck() throws Exception {
    ProcessHome.assumeInstalled("shellcheck", "shellcheck");
    Process process =
        new ProcessBuilder("sh", "-c", Launcher.PROGRAM + " probe-script | shellcheck -")
            .redirectErrorStream(true)
            .start();
    assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, home.end(process));
  }

  @Test
  void systemdHearsOnAPathAndOnAnAbstractName() throws Exception {
    for (String address : List.of(home.path("notify").toString(), "@noetl-" + UUID.randomUUID())) {
      try (NotifySocket socket = new NotifySocket(address)) {
        Process process =
            home.beat(Map.of("NOTIFY_SOCKET", address), server.address(), "demo", "--every", "1h");
        assertEquals("READY=1|STATUS=Alive, heartbeat every 3600.0 s|WATCHDOG=1", socket.next());
        ProcessHome.signal("TERM", process.pid());
        assertEquals("STOPPING=1|STATUS=Stopping", socket.next());
        assertEquals(0, home.end(process));
        assertEquals("", home.log());
      }
    }
  }

  @Test
  void healthIsServedAndStatisticsArePrintedAtTheEnd() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process process =
        home.beat(server.address(), "demo", "--every", "1h", "--stats", "--health-port", "" + port);
    home.await("it comes to pass", () -> server.count("heartbeat") > 0);
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI health = URI.create("http://127.0.0.1:" + port + "/healthz");
      home.await(
          "it comes to pass",
          () ->
              client
                      .send(
                          HttpRequest.newBuilder(health).build(),
                          HttpResponse.BodyHandlers.ofString())
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
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(
        "{\"sent\":1,\"missed\":0,\"re_registered\":0,\"latency_ms_p50\":N,\"latency_ms_p95\":N,"
            + "\"latency_ms_max\":N}\n",
        Files.readString(home.path("out")).replaceAll("(p50|p95|max)\":\\d+", "$1\":N"));
  }
}
