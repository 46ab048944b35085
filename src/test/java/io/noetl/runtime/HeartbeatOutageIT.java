package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Continuous heartbeats of the distribution while they fail or the name is unknown. */
@IntegrationTest
class HeartbeatOutageIT {

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

  /** Sends a heartbeat once an hour and at each HUP, so that a failure belongs to one heartbeat. */
  private Process beatOnDemand(String... more) throws IOException {
    Path file =
        Files.writeString(home.path("pool.json"), "{\"name\": \"demo\", \"runtime\": \"python\"}");
    List<String> arguments =
        new ArrayList<>(List.of("--registration", file.toString(), "--every", "1h"));
    arguments.addAll(List.of(more));
    return home.beat(server.address(), arguments.toArray(String[]::new));
  }

  @Test
  void outageIsALineAtItsBeginningAndOneAtItsEnd() throws Exception {
    Process process = beatOnDemand();
    home.await("it beats", () -> server.done.contains("heartbeat"));
    server.down();
    ProcessHome.signal("HUP", process.pid());
    home.await("it is lost", () -> home.log().contains("lost"));
    server.up();
    home.await("it is back", () -> home.log().contains("registered again"));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(
        "noetl-runtime: worker_pool demo: lost: cannot reach "
            + server.address()
            + ": connection refused\n"
            + "noetl-runtime: worker_pool demo: recovered after N s, 1 heartbeat missed\n"
            + "noetl-runtime: worker_pool demo: registered again (runtime_id 7)\n",
        home.log().replaceAll("after \\d+ s", "after N s"));
  }

  @Test
  void manyFailuresAreOneOutage() throws Exception {
    Process process = beatOnDemand();
    home.await("it beats", () -> server.done.contains("heartbeat"));
    server.statuses.put("register", 503);
    ProcessHome.signal("HUP", process.pid());
    home.await("it failed thrice", () -> server.count("register") == 3);
    server.statuses.clear();
    home.await("it is back", () -> home.log().contains("registered again"));
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(
        "noetl-runtime: worker_pool demo: lost: POST "
            + server.address()
            + "/api/worker/pool/register: the server cannot do it now (503)\n"
            + "noetl-runtime: worker_pool demo: recovered after N s, 1 heartbeat missed\n"
            + "noetl-runtime: worker_pool demo: registered again (runtime_id 7)\n",
        home.log().replaceAll("after \\d+ s", "after N s"));
  }

  @Test
  void tooManyFailuresExitEight() throws Exception {
    server.down();
    Process process =
        home.beat(server.address(), "demo", "--every", "200ms", "--max-failures", "2");
    assertEquals(8, home.end(process));
    assertTrue(
        home.log().contains("noetl-runtime: worker_pool demo: gave up after 2 failures in a row: "),
        home.log());
  }

  @Test
  void nameServerThatIsSilentCostsNoMoreThanTheTimeOut() throws Exception {
    InetSocketAddress nameServer = new InetSocketAddress("127.77.83.1", 53);
    try (DatagramSocket silent = silent(nameServer)) {
      // The longest timeout that a resolver accepts: minutes.
      Path settings =
          Files.writeString(
              home.path("resolv.conf"),
              "nameserver " + nameServer.getHostString() + "\noptions timeout:30 attempts:5\n");
      String script = "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"";
      List<String> line =
          new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", script, settings.toString()));
      List<String> program =
          List.of(
              Launcher.PROGRAM,
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
          noetl-runtime: worker_pool demo: gave up after 2 failures in a row: http://noetl.example.org did not answer before the deadline; try again, or wait longer with --deadline
          """,
          home.log());
    }
  }

  /** Accepts queries and answers none. */
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
    Process process = home.beat(server.address(), "demo", "--every", "6s", "--unknown-grace", "2s");
    assertEquals(5, home.end(process));
    assertTrue(server.count("heartbeat") >= 2, server.done.toString());
    assertEquals(
        """
        noetl-runtime: worker_pool demo: lost: no worker_pool named "demo" is registered
        noetl-runtime: worker_pool demo: no worker_pool named "demo" is registered; register it first: noetl-runtime register\
        """
            + " --server "
            + server.address()
            + " -- demo\n",
        home.log());
  }

  @Test
  void unknownNameIsRegisteredAndHupRegistersAgain() throws Exception {
    server.known = false;
    Process process = beatOnDemand();
    home.await("it registers", () -> home.log().contains("registered"));
    ProcessHome.signal("HUP", process.pid());
    home.await("it registers again", () -> home.log().lines().count() == 2);
    for (String broken : List.of("{\"name\": \"other\", \"runtime\": \"python\"}", "{\"name\": ")) {
      long lines = home.log().lines().count();
      Files.writeString(home.path("pool.json"), broken);
      ProcessHome.signal("HUP", process.pid());
      home.await("it goes on", () -> home.log().lines().count() > lines);
    }
    ProcessHome.signal("TERM", process.pid());
    assertEquals(0, home.end(process));
    assertEquals(List.of("heartbeat", "pools", "register", "pools", "register"), server.done);
    assertEquals(
        """
        noetl-runtime: worker_pool demo: registered (runtime_id 7)
        noetl-runtime: worker_pool demo: registered again (runtime_id 7)
        noetl-runtime: worker_pool demo: the file describes worker_pool other now; the registration was not changed
        noetl-runtime: worker_pool demo: pool.json:1:10: not valid JSON: it ends in the middle of a value; the registration was not changed
        """,
        home.log().replace(folder + "/", ""));
  }
}
