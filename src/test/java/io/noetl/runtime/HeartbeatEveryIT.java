package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's heartbeat that stays: real signals, a real server that comes and goes. */
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

  private Process beat(String... more) throws IOException {
    return beatWith(Map.of(), more);
  }

  private Process beatWith(Map<String, String> variables, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(ProcessHome.LAUNCHER, "heartbeat"));
    command.addAll(List.of(more));
    command.addAll(List.of("--server", server.address(), "--retries", "0"));
    return home.start(variables, command);
  }

  @Test
  void firstBeatComesAtOnceAndTermEndsWithZero() throws Exception {
    Process process = beat("demo", "--every", "1h");
    home.await("it comes to pass", () -> server.count("heartbeat") > 0);
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(List.of("heartbeat"), server.done);
    assertEquals("", home.file("err"));
  }

  @Test
  void intDeregistersWhereThatIsAsked() throws Exception {
    Process process = beat("demo", "--every", "1h", "--on-exit", "deregister");
    home.await("it comes to pass", () -> server.count("heartbeat") > 0);
    ProcessHome.signal("INT", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(List.of("heartbeat", "deregister"), server.done);
    assertEquals("noetl-runtime: worker_pool demo: deregistered\n", home.file("err"));
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
          beat("demo", "--every", "1h", "--timeout", "10m", "--on-exit", "deregister");
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
    Process process = beatWith(settings, "demo", "--every", "1h", "--on-exit", "deregister");
    home.await("it beats", () -> server.count("heartbeat") > 0);
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(
        List.of("heartbeat", "deregister", "deregister", "deregister", "deregister"), server.done);
    assertEquals(
        "noetl-runtime: worker_pool demo: could not deregister: DELETE "
            + server.address()
            + "/api/worker/pool/deregister: the server cannot do it now (503)\n",
        home.file("err"));
  }

  /** Beats once an hour, and at each HUP: what goes wrong is then known to be the one beat. */
  private Process beatOnDemand(String... more) throws IOException {
    Path file =
        Files.writeString(home.path("pool.json"), "{\"name\": \"demo\", \"runtime\": \"python\"}");
    List<String> arguments =
        new ArrayList<>(List.of("--registration", file.toString(), "--every", "1h"));
    arguments.addAll(List.of(more));
    return beat(arguments.toArray(String[]::new));
  }

  @Test
  void outageIsALineAtItsBeginningAndOneAtItsEnd() throws Exception {
    Process process = beatOnDemand();
    home.await("it beats", () -> server.done.contains("heartbeat"));
    server.down();
    ProcessHome.signal("HUP", process.pid());
    home.await("it is lost", () -> home.file("err").contains("lost"));
    server.up();
    home.await("it is back", () -> home.file("err").contains("registered again"));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(
        "noetl-runtime: worker_pool demo: lost: cannot reach "
            + server.address()
            + ": connection refused\n"
            + "noetl-runtime: worker_pool demo: recovered after N s, 1 beat missed\n"
            + "noetl-runtime: worker_pool demo: registered again (runtime_id 7)\n",
        home.file("err").replaceAll("after \\d+ s", "after N s"));
  }

  @Test
  void manyFailuresAreOneOutage() throws Exception {
    Process process = beatOnDemand();
    home.await("it beats", () -> server.done.contains("heartbeat"));
    server.statuses.put("register", 503);
    ProcessHome.signal("HUP", process.pid());
    home.await("it failed thrice", () -> server.count("register") == 3);
    server.statuses.clear();
    home.await("it is back", () -> home.file("err").contains("registered again"));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(
        "noetl-runtime: worker_pool demo: lost: POST "
            + server.address()
            + "/api/worker/pool/register: the server cannot do it now (503)\n"
            + "noetl-runtime: worker_pool demo: recovered after N s, 1 beat missed\n"
            + "noetl-runtime: worker_pool demo: registered again (runtime_id 7)\n",
        home.file("err").replaceAll("after \\d+ s", "after N s"));
  }

  @Test
  void tooManyFailuresExitEight() throws Exception {
    server.down();
    Process process = beat("demo", "--every", "200ms", "--max-failures", "2");
    assertEquals(8, home.end(process));
    assertTrue(
        home.file("err").contains("noetl-runtime: gave up after 2 failures in a row: "),
        home.file("err"));
  }

  @Test
  void nameServerThatIsSilentCostsNoMoreThanTheTimeOut() throws Exception {
    InetSocketAddress nameServer = new InetSocketAddress("127.77.83.1", 53);
    try (DatagramSocket silent = silent(nameServer)) {
      // As patient as a resolver can be told to be: minutes.
      Path settings =
          Files.writeString(
              home.path("resolv.conf"),
              "nameserver " + nameServer.getHostString() + "\noptions timeout:30 attempts:5\n");
      String script = "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"";
      List<String> line =
          new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", script, settings.toString()));
      List<String> program =
          List.of(
              ProcessHome.LAUNCHER,
              "heartbeat",
              "demo",
              "--every",
              "2s",
              "--max-failures",
              "2",
              "--retries",
              "0",
              "--server",
              "http://noetl.example.org");
      line.addAll(program);
      assertEquals(8, home.end(home.start(line)), silent::toString);
      assertEquals(
          """
          noetl-runtime: worker_pool demo: lost: http://noetl.example.org did not answer before the deadline
          noetl-runtime: gave up after 2 failures in a row: http://noetl.example.org did not answer before the deadline; try again, or wait longer with --deadline
          """,
          home.file("err"));
    }
  }

  /** Takes questions and answers none. */
  private static DatagramSocket silent(InetSocketAddress address) {
    try {
      return new DatagramSocket(address);
    } catch (IOException refused) {
      return abort("the port of a name server takes root: " + refused.getMessage());
    }
  }

  @Test
  void unknownNameExitsFiveAfterTheGrace() throws Exception {
    server.known = false;
    Process process = beat("demo", "--every", "6s", "--unknown-grace", "2s");
    assertEquals(5, home.end(process));
    assertTrue(server.count("heartbeat") >= 2, server.done.toString());
    assertEquals(
        """
        noetl-runtime: worker_pool demo: lost: no worker_pool named "demo" is registered
        noetl-runtime: no worker_pool named "demo" is registered; register it first: noetl-runtime register demo\
        """
            + " --server "
            + server.address()
            + "\n",
        home.file("err"));
  }

  @Test
  void unknownNameIsRegisteredAndHupRegistersAgain() throws Exception {
    server.known = false;
    Process process = beatOnDemand();
    home.await("it registers", () -> home.file("err").contains("registered again"));
    ProcessHome.signal("HUP", process.pid());
    home.await("it registers again", () -> home.file("err").lines().count() == 2);
    for (String broken : List.of("{\"name\": \"other\", \"runtime\": \"python\"}", "{\"name\": ")) {
      long lines = home.file("err").lines().count();
      Files.writeString(home.path("pool.json"), broken);
      ProcessHome.signal("HUP", process.pid());
      home.await("it goes on", () -> home.file("err").lines().count() > lines);
    }
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(List.of("heartbeat", "register", "pools", "register"), server.done);
    assertEquals(
        """
        noetl-runtime: worker_pool demo: was unknown, registered again (runtime_id 7)
        noetl-runtime: worker_pool demo: registered again (runtime_id 7)
        noetl-runtime: worker_pool demo: the file describes worker_pool other now; goes on as before
        noetl-runtime: worker_pool demo: pool.json is not valid JSON: it ends in the middle of a value (line 1, column 10); goes on as before
        """,
        home.file("err").replace(folder + "/", ""));
  }

  @Test
  void databaseIsBeatenWithoutAServer() throws Exception {
    Path file =
        Files.writeString(home.path("pool.json"), "{\"name\": \"demo\", \"runtime\": \"python\"}");
    Process process =
        home.start(
            List.of(
                ProcessHome.LAUNCHER,
                "heartbeat",
                "--registration",
                file.toString(),
                "--every",
                "10s",
                "--on-exit",
                "deregister",
                "--database",
                home.database()));
    home.await("it registers", () -> home.file("err").contains("registered again"));
    assertEquals("ready", home.row().status());
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals("offline", home.row().status());
    assertEquals(List.of(), server.arrived);
  }

  @Test
  void firstBeatWaitsForItsPlaceInTheSplay() throws Exception {
    int port = freePort();
    Process process =
        beat("demo", "--every", "1h", "--splay", "30d", "--health-port", Integer.toString(port));
    home.await("it is there", () -> accepts(port));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(List.of(), server.arrived);
    Process soon = beat("demo", "--every", "1h", "--splay", "10ms");
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
}
