package io.noetl.runtime.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults that share an exit code, by the failed step of doctor. */
class DoctorFaultsTest {

  private static final String POOLS = "/api/worker/pools";

  @TempDir private Path home;

  /** The step that failed, and the sentence and the command at the end. */
  private List<String> found(int status, CommandRun world, String... arguments) {
    List<String> line = new ArrayList<>(List.of("doctor"));
    line.addAll(List.of(arguments));
    Ended ended = world.run(line.toArray(String[]::new));
    assertEquals(status, ended.status(), ended.toString());
    List<String> lines = ended.out().lines().toList();
    List<String> found = new ArrayList<>();
    lines.stream()
        .filter(text -> text.matches("\\S+ +FAILED .*"))
        .forEach(text -> found.add(text.replaceFirst(" .*", "")));
    found.addAll(lines.subList(lines.size() - 2, lines.size()));
    return found;
  }

  private CommandRun world() {
    return new CommandRun(home);
  }

  private static List<String> step(String step, String sentence, String command) {
    return List.of(step, sentence, "next: " + command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | 2 | the server refused the request (400): no | noetl-runtime config --server URL",
        "422 | 2 | the server refused the request (422): no | noetl-runtime config --server URL",
        "401 | 4 | the server does not allow it (401): no; use a token with this permission:"
            + " --token-file, NOETL_API_TOKEN or NOETL_SESSION_TOKEN | noetl-runtime doctor"
            + " --token-file FILE --server URL",
        "403 | 4 | the server does not allow it (403): no; use a token with this permission:"
            + " --token-file, NOETL_API_TOKEN or NOETL_SESSION_TOKEN | noetl-runtime doctor"
            + " --token-file FILE --server URL",
        "408 | 8 | the server cannot do it now (408): no; try again in a moment | CURL",
        "425 | 8 | the server cannot do it now (425): no; try again in a moment | CURL",
        "429 | 8 | the server cannot do it now (429): no; try again in a moment | CURL",
        "500 | 8 | the server cannot do it now (500): no; try again in a moment | CURL",
        "502 | 8 | the server cannot do it now (502): no; try again in a moment | CURL",
        "503 | 8 | the server cannot do it now (503): no; try again in a moment | CURL",
        "504 | 8 | the server cannot do it now (504): no; try again in a moment | CURL"
      })
  void statusOfTheServerHasItsCode(int status, int exit, String verdict, String command)
      throws IOException {
    try (TestServer server = answering(status, "{\"detail\":\"no\"}")) {
      String url = server.address();
      assertEquals(
          step(
              "api",
              "GET " + url + POOLS + ": " + verdict,
              command.replace("CURL", "curl -sv URL" + POOLS).replace("URL", url)),
          found(exit, world(), "-s", url));
    }
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static TestServer answering(int status, String body) throws IOException {
    return TestServer.start(exchange -> {
      int given = exchange.getRequestURI().getPath().equals("/health") ? 200 : status;
      TestServer.answer(exchange, given, body);
    });
  }

  @Test
  void jsonOfAnotherShapeExitsTen() throws IOException {
    try (TestServer server = answering(200, "{\"pools\":3}")) {
      String url = server.address();
      assertEquals(
          step(
              "api",
              "GET "
                  + url
                  + POOLS
                  + ": cannot understand the answer (200): it holds no list of items; use -v to see"
                  + " the response, and check that --server is a NoETL server",
              "curl -sv " + url + POOLS),
          found(10, world(), "-s", url));
    }
  }

  @Test
  void untrustedCertificateExitsSeven() {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort());
    server.start();
    try {
      String url = "https://localhost:" + server.httpsPort();
      List<String> found = found(7, world(), "-s", url);
      assertEquals(
          step(
              "tls",
              "cannot reach "
                  + url
                  + ": TLS failed: unable to find valid certification path to requested target",
              "curl -sv " + url + "/health"),
          step(
              found.get(0),
              found.get(1).replaceFirst("; it shows.*", ""),
              found.get(2).substring(6)));
      assertTrue(found.get(1).contains("CN=Tom Akehurst"), found.get(1));
      assertTrue(found.get(1).endsWith("; check --cacert, --cert and the address"), found.get(1));
    } finally {
      server.stop();
    }
  }

  @Test
  void serverThatHangsUpExitsSeven() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      Thread hanging =
          Thread.startVirtualThread(() -> {
            try {
              while (true) {
                rude.accept().close();
              }
            } catch (IOException closed) {
              // The test is over.
            }
          });
      String url = url(rude.getLocalPort());
      assertEquals(
          step(
              "http",
              "cannot reach "
                  + url
                  + ": the connection was lost: Unexpected end of file from server; try again, or"
                  + " use -v to see the response",
              "curl -sv " + url + "/health"),
          found(7, world(), "-s", url));
      rude.close();
      hanging.join();
    }
  }

  @Test
  void contextThatIsNoneExitsEleven() {
    String hint = "; create it with: noetl-runtime context set prod --server URL";
    assertEquals(
        step(
            "configuration",
            "unknown context \"prod\" (flag --context)" + hint,
            "noetl-runtime context"),
        found(11, world(), "--context", "prod"));
    assertEquals(
        step(
            "configuration",
            "unknown context \"prod\" (environment NOETL_RUNTIME_CONTEXT)" + hint,
            "env -u NOETL_RUNTIME_CONTEXT noetl-runtime context"),
        found(11, world().with("NOETL_RUNTIME_CONTEXT", "prod")));
  }

  @Test
  void fileThatIsNoYamlExitsEleven() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{server: \n");
    assertEquals(
        step(
            "configuration",
            file
                + " is not valid YAML: expected the node content, but found '<stream end>' (line 2,"
                + " column 1); correct it, or move it away",
            "cat -n " + file),
        found(11, world()));
    Files.delete(file);
    Files.createDirectory(file);
    assertEquals(
        step(
            "configuration",
            "cannot read " + file + ": it is a directory; make it a readable file, or move it away",
            "ls -ld " + file),
        found(11, world()));
    Files.delete(file);
    Path theirs = home.resolve(".noetl/config.yaml");
    Files.createDirectories(theirs.getParent());
    Files.writeString(theirs, "current_context: gone\n");
    assertEquals("next: cat -n " + theirs, found(11, world()).getLast());
  }

  // PostgreSQL

  @Test
  @IntegrationTest
  void loginThatIsRefusedExitsFour() {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    String role = database.createRole("secret");
    assertEquals(
        step(
            "login",
            database.url(role)
                + " refused the login: password authentication failed for user \""
                + role
                + "\"; check the user in the URL, and PGPASSWORD or the password file",
            "psql " + database.url(role) + " -c 'select 1'"),
        found(4, world().with("PGPASSWORD", "wrong"), "--database", database.url(role)));
  }

  @Test
  void postgresThatIsNotThereExitsSeven() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = taken.getLocalPort();
    }
    String hint = "; start the database, or check --database";
    String url = "postgresql://noetl@127.0.0.1:" + port + "/noetl";
    assertEquals(
        step(
            "tcp",
            "cannot reach " + url + ": 127.0.0.1:" + port + " refuses the connection" + hint,
            "psql " + url + " -c 'select 1'"),
        found(7, world(), "--database", url));
    String nowhere = "postgresql://noetl@no-such-host.invalid/noetl";
    assertEquals(
        step(
            "dns",
            "cannot reach " + nowhere + ": the host name no-such-host.invalid is unknown" + hint,
            "psql " + nowhere + " -c 'select 1'"),
        found(7, world(), "--database", nowhere));
  }

  @Test
  @IntegrationTest
  void databaseOfAnotherNameExitsSeven() {
    String url =
        PostgresServer.shared(18)
            .createDatabase()
            .url()
            .replaceFirst("/[a-z0-9_]+(\\?|$)", "/nowhere$1");
    assertEquals(
        step(
            "login",
            "cannot open "
                + url
                + ": database \"nowhere\" does not exist; check the name of the database in the"
                + " URL",
            "psql " + url + " -c 'select 1'"),
        found(7, world(), "--database", url));
  }

  @Test
  void postgresThatKeepsSilentExitsNine() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      String url = "postgresql://noetl@127.0.0.1:" + silent.getLocalPort() + "/noetl";
      assertEquals(
          step(
              "tls",
              url + " did not answer in time; try again, or wait longer with --timeout",
              "psql " + url + " -c 'select 1'"),
          found(9, world(), "--database", url, "--timeout", "300ms"));
    }
  }

  // SQLite

  @Test
  void fileThatIsNoDatabaseExitsTen() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("x.db"), "this is no database, but a long text\n".repeat(99));
    assertEquals(
        step(
            "database",
            file
                + " is not a SQLite database; it was not changed; name another file with"
                + " --database sqlite:PATH",
            "ls -l " + file),
        found(10, world(), "--database", "sqlite:" + file));
  }

  @Test
  void databaseThatIsBusyExitsEight() throws Exception {
    CommandRun.direct(home).run("register", "pool-7");
    Path file = home.resolve(".local/share/noetl/runtime.db");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      statement.executeUpdate("UPDATE runtime SET capacity = 1");
      assertEquals(
          step(
              "database",
              "the database "
                  + file
                  + " is busy: another process holds its lock; try again in a moment",
              "ls -l " + file),
          found(8, CommandRun.direct(home), "--timeout", "300ms"));
    }
  }
}
