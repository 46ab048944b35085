package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.NoetlServer.Software;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers behind NoETL's gateway and at NoETL's default port. */
class GatewayTest {

  private static final String TOKEN = "69dd6f8a7621ca3c";

  @TempDir private Path home;

  private CommandRun cli(GatewayServer gateway, String more) {
    return new CommandRun(home)
        .with("NOETL_SERVER_URL", gateway.address() + more)
        .with("NOETL_SESSION_TOKEN", TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "PYTHON_2025, ''",
    "PYTHON_2025, /",
    "PYTHON_2025, /api",
    "PYTHON_2026, /api/",
    "PYTHON_2026, ''"
  })
  void everyCommandOfAWorkerWorksThroughTheGateway(Software software, String more)
      throws IOException {
    try (NoetlServer server = new NoetlServer(software);
        GatewayServer gateway = new GatewayServer(server.address(), TOKEN)) {
      CommandRun cli = cli(gateway, more);

      assertEquals(0, cli.run("register", "p", "--runtime", "python", "--capacity", "4").status());
      assertEquals(0, cli.run("heartbeat", "p").status());
      assertEquals("p\n", cli.run("list", "-o", "name").out());
      assertEquals(0, cli.run("check", "p").status());
      assertEquals(0, cli.run("set", "p", "--capacity", "5", "--force").status());
      assertEquals(0, cli.run("deregister", "p").status());
      assertEquals("offline", server.row("p").text("status"));
      assertEquals(5, cli.run("heartbeat", "q").status());
      assertEquals(0, cli.run("doctor").status());
    }
  }

  @Test
  void rustServerIsFoundBehindTheGateway() throws IOException {
    try (NoetlServer server = new NoetlServer(Software.RUST);
        GatewayServer gateway = new GatewayServer(server.address(), TOKEN)) {
      CommandRun cli = cli(gateway, "");

      assertEquals(0, cli.run("register", "p", "--runtime", "rust").status());
      assertEquals(0, cli.run("heartbeat", "p").status());
      assertEquals(0, cli.run("check", "p").status());
      assertEquals(5, cli.run("heartbeat", "q").status());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsDeregisteredFromServeThoughTheBodyOfADeletionGetsLost(RuntimeKind kind)
      throws IOException {
    String url = "sqlite:" + home.resolve("served.db");
    DirectOptions options =
        new DirectOptions(
            url, Duration.ofSeconds(10), true, PostgresDatabase.chance(), statement -> {});
    try (RuntimeService service = RuntimeService.open(options);
        TestEndpoint serve = TestEndpoint.start(service);
        GatewayServer gateway = new GatewayServer(serve.address(), TOKEN)) {
      CommandRun cli = cli(gateway, "");
      assertEquals(
          0, cli.run("register", "c", "--kind", kind.word(), "--uri", "http://c").status());

      assertEquals(
          new Ended(0, kind.word() + " c: offline (runtime_id ID)\n", ""),
          cli.run("deregister", "c", "--kind", kind.word()).masked());
      assertEquals(1, cli.run("check", "c", "--kind", kind.word()).status(), "it is offline");
    }
  }

  @Test
  void tokenOfTheApiOutranksThatOfTheSession() throws IOException {
    Path file = Files.writeString(home.resolve("token"), TOKEN + "\n");
    try (NoetlServer server = new NoetlServer(Software.PYTHON_2025);
        GatewayServer gateway = new GatewayServer(server.address(), TOKEN)) {
      CommandRun other = cli(gateway, "").with("NOETL_SESSION_TOKEN", "expired");
      assertEquals(4, other.run("list").status());
      assertEquals(0, other.run("list", "--token-file", file.toString()).status());
      assertEquals(0, other.with("NOETL_API_TOKEN", TOKEN).run("list").status());
    }
  }

  @Test
  void tokenOfTheSessionIsShownNowhere() throws IOException {
    try (NoetlServer server = new NoetlServer(Software.PYTHON_2025);
        GatewayServer gateway = new GatewayServer(server.address(), TOKEN)) {
      CommandRun cli = cli(gateway, "");
      for (Ended ended :
          new Ended[] {
            cli.run("list", "-v"),
            cli.run("config"),
            cli.run("config", "-o", "json"),
            cli.run("doctor", "-v"),
            cli.run("register", "p", "--dry-run"),
            cli.with("NOETL_SESSION_TOKEN", TOKEN + " " + TOKEN).run("list"),
          }) {
        assertFalse((ended.out() + ended.err()).contains(TOKEN), ended.toString());
      }
    }
  }

  @Test
  void commandLineForCurlLeavesTheTokenOfTheSessionToTheShell() {
    assertEquals(
        """
        dry run, nothing was sent:
        POST http://localhost:8083/api/worker/pool/heartbeat
        Content-Type: application/json
        Accept: application/json
        User-Agent: noetl-runtime/1.2.3
        Authorization: ****
        {
          "name": "p"
        }

        the same with curl:
        curl -sS -X POST 'http://localhost:8083/api/worker/pool/heartbeat' -H 'Content-Type: application/json' -H 'Accept: application/json' -H "Authorization: Bearer $NOETL_SESSION_TOKEN" --data '{"name":"p"}'
        """,
        new CommandRun(home)
            .with("NOETL_SESSION_TOKEN", TOKEN)
            .run("heartbeat", "p", "--dry-run")
            .out());
  }

  @Test
  void tokenOfASessionThatIsNoWordIsRefusedByItsName() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: NOETL_SESSION_TOKEN is not a single word of ASCII characters; it should"
                + " contain the token only\n"),
        new CommandRun(home).with("NOETL_SESSION_TOKEN", "two words").run("list"));
  }

  @Test
  void defaultPortThatRefusesLeadsToNoetlsOwn() throws IOException {
    assumeFree(8083);
    assumeFree(8082);
    Ended nowhere = new CommandRun(home).run("list", "--retries", "0");
    assertEquals(
        "noetl-runtime: cannot reach http://localhost:8083: connection refused, and no NoETL server"
            + " answers at http://localhost:8082; start the server, name another with --server, or"
            + " use --direct\n",
        nowhere.err());
    try (NoetlServer server = new NoetlServer(Software.PYTHON_2026, 8082)) {
      Ended ended = new CommandRun(home).run("list", "--retries", "0");
      assertEquals(
          new Ended(
              7,
              "",
              "noetl-runtime: cannot reach http://localhost:8083: connection refused, but a NoETL"
                  + " server answers at http://localhost:8082; name it with --server"
                  + " http://localhost:8082 or NOETL_SERVER_URL\n"),
          ended);
      String diagnosis = new CommandRun(home).run("doctor", "p").out();
      List<String> lines = diagnosis.lines().toList();
      assertEquals(
          List.of(
              "cannot reach http://localhost:8083: 127.0.0.1:8083 refuses the connection, "
                  + "but a NoETL server answers at http://localhost:8082; name it with --server "
                  + "http://localhost:8082 or NOETL_SERVER_URL",
              "next: noetl-runtime doctor --server http://localhost:8082 -- p"),
          lines.subList(lines.size() - 2, lines.size()));
      String chosen = "http://localhost:8083";
      assertEquals(
          "noetl-runtime: cannot reach http://localhost:8083: connection refused; start the server,"
              + " name another with --server, or use --direct\n",
          new CommandRun(home).run("list", "--retries", "0", "--server", chosen).err(),
          "a server that is named is not replaced");
    }
  }

  /** A NoETL server may run on this machine. */
  private static void assumeFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Assumptions.assumeTrue(socket.isBound());
    } catch (IOException taken) {
      Assumptions.abort("port " + port + " is taken");
    }
  }
}
