package io.noetl.runtime.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.process.ScriptedSignals;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command serve, from its options to its shutdown. */
class ServeCommandTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @TempDir private Path home;

  private static CommandRun.Ended refused(String sentence) {
    return new CommandRun.Ended(2, "", "noetl-runtime: " + sentence + "\n");
  }

  @ParameterizedTest
  @CsvSource({"TERM", "INT"})
  void serveEndsWithZeroAtTerm(String signal) throws Exception {
    ScriptedSignals signals = new ScriptedSignals();
    CompletableFuture<CommandRun.Ended> served =
        CompletableFuture.supplyAsync(
            () -> new CommandRun(home).signals(signals).run("serve", "--listen", "127.0.0.1:0"));
    signals.send("HUP");
    signals.send(signal);
    CommandRun.Ended ended = served.get(60, TimeUnit.SECONDS);
    assertEquals(0, ended.status(), ended.err());
    assertEquals("", ended.out());
    List<JsonObject> log = ended.err().lines().map(TestJson::object).toList();
    assertEquals(
        List.of("listening", "reloaded", "draining", "stopped"),
        log.stream().map(line -> line.text("event")).toList());
    String address = log.getFirst().text("address");
    assertTrue(address.matches("http://127.0.0.1:\\d+"), address);
    assertEquals(
        "test-host" + address.substring(address.lastIndexOf(':')), log.getFirst().text("as"));
    assertEquals(
        "sqlite:" + home.resolve(".local/share/noetl/runtime.db"), log.getFirst().text("database"));
    assertEquals("offline", statusOfServer());
  }

  @Test
  void hangUpReadsTheRulesAgainUnlessTheyAreBroken() throws Exception {
    Path rules = home.resolve("rules.yaml");
    Files.writeString(rules, "- {component: worker_pool, requires: server_api@^2}\n");
    ScriptedSignals signals = new ScriptedSignals();
    CompletableFuture<CommandRun.Ended> served =
        CompletableFuture.supplyAsync(() ->
            new CommandRun(home)
                .signals(signals)
                .run("serve", "--listen=127.0.0.1:0", "--compatibility", rules.toString()));
    signals.send("HUP");
    Files.writeString(rules, "worker_pool\n");
    signals.send("HUP");
    signals.send("TERM");
    List<JsonObject> log =
        served.get(60, TimeUnit.SECONDS).err().lines().map(TestJson::object).toList();
    assertEquals("[\"compatibility\"]", String.valueOf(log.get(1).get("renewed")));
    assertEquals("not_reloaded", log.get(2).text("event"));
    assertEquals(
        rules + " holds a single value where a list of rules is expected",
        log.get(2).text("message"));
  }

  @Test
  void rulesThatCannotBeReadAreRefusedAtTheStart() throws IOException {
    assertEquals(
        refused("--on-incompatible: it is warn or refuse"),
        new CommandRun(home).run("serve", "--on-incompatible", "maybe"));
    Path rules = home.resolve("rules.yaml");
    Files.writeString(rules, "- {component: worker_pool, requires: server_api}\n");
    assertEquals(
        new CommandRun.Ended(
            11,
            "",
            "noetl-runtime: compatibility (rule 1, file "
                + rules
                + "): requires needs a range, such as server_api@>=2.3, unless within is given;"
                + " correct it there\n"),
        new CommandRun(home).run("serve", "--compatibility", rules.toString()));
  }

  @ParameterizedTest
  @CsvSource({"text, false", "'', true"})
  void logIsTextWhereAPersonReadsIt(String format, boolean watched) throws Exception {
    ScriptedSignals signals = new ScriptedSignals();
    CommandRun run = new CommandRun(home).signals(signals).clock(InstantSource.fixed(NOON));
    CommandRun cli = watched ? run.watched() : run;
    List<String> line = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0"));
    line.addAll(List.of("--database", "sqlite:" + home.resolve("a b.db")));
    if (!format.isEmpty()) {
      line.add("--log-format=" + format);
    }
    CompletableFuture<CommandRun.Ended> served =
        CompletableFuture.supplyAsync(() -> cli.run(line.toArray(String[]::new)));
    signals.send("TERM");
    String log = served.get(60, TimeUnit.SECONDS).err().replaceAll(":\\d+(?=\\s)", ":PORT");
    assertEquals(
        """
        2026-01-02T12:00:00Z INFO    listening address=http://127.0.0.1:PORT as=test-host:PORT \
        database="sqlite:HOME/a b.db" hosts="loopback names, 127.0.0.1"
        2026-01-02T12:00:00Z INFO    draining address=http://127.0.0.1:PORT
        2026-01-02T12:00:00Z INFO    stopped address=http://127.0.0.1:PORT
        """
            .replace("HOME", home.toString()),
        log);
  }

  @Test
  void logIsJsonOnATerminalWhereItIsAsked() throws Exception {
    ScriptedSignals signals = new ScriptedSignals();
    CompletableFuture<CommandRun.Ended> served =
        CompletableFuture.supplyAsync(() ->
            new CommandRun(home)
                .signals(signals)
                .watched()
                .run("serve", "--listen", "127.0.0.1:0", "--log-format", "JSON"));
    signals.send("TERM");
    String log = served.get(60, TimeUnit.SECONDS).err();
    assertEquals(
        List.of("listening", "draining", "stopped"),
        log.lines().map(line -> TestJson.object(line).text("event")).toList());
  }

  @Test
  void otherFormatsOfTheLogAreRefused() {
    assertEquals(
        refused("--log-format: it should be text or json"),
        new CommandRun(home).run("serve", "--log-format", "xml"));
  }

  private String statusOfServer() {
    String listed = CommandRun.direct(home).run("list", "--kind", "server_api", "-o", "json").out();
    return TestJson.items(TestJson.object(listed), "items").getFirst().text("status");
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0:0", ":0", "[::]:0"})
  void otherMachinesNeedATokenOrLeave(String listen) {
    assertEquals(
        refused(
            listen
                + " accepts remote clients without authentication; set --tokens-file, or allow it"
                + " with --allow-anonymous"),
        new CommandRun(home).run("serve", "--listen", listen));
  }

  @ParameterizedTest
  @CsvSource({
    "8083, 'it should be HOST:PORT, such as 127.0.0.1:8083'",
    "::1:8083, 'it should be HOST:PORT, such as 127.0.0.1:8083'",
    "localhost:x, its port should be a number from 0 to 65535",
    "localhost:65536, its port should be a number from 0 to 65535",
    "no-such-host.invalid:1, unknown host"
  })
  void addressThatCannotBeMeantIsRefused(String listen, String problem) {
    assertEquals(
        refused("--listen: " + problem), new CommandRun(home).run("serve", "--listen", listen));
  }

  @Test
  void portReplacesThatOfTheAddress() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      String err = new CommandRun(home).run("serve", "-p", port).err();
      assertTrue(err.contains("127.0.0.1:" + port), err);
    }
    assertEquals(
        refused("--port 80a is not a port; use a number from 0 to 65535"),
        new CommandRun(home).run("serve", "--port", "80a"));
    assertEquals(
        refused("--listen and --port cannot be used together; use only one of them"),
        new CommandRun(home).run("serve", "--port", "80", "--listen", ":80"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"noetl:8083", "http://noetl", "*", "a b", "127.1", "[::1]:80", "::1%lo", "a/b"})
  void allowedHostThatIsNoneIsRefused(String host) {
    assertEquals(
        refused(
            "--allow-host: it should be a host name or address without a port, such as"
                + " noetl.example.org"),
        new CommandRun(home)
            .run(
                "serve", "--listen", "127.0.0.1:0", "--allow-host", "noetl", "--allow-host", host));
  }

  @Test
  void emptyAllowedHostIsRefused() {
    assertEquals(
        refused("--allow-host is empty; name a host"),
        new CommandRun(home).run("serve", "--listen", "127.0.0.1:0", "--allow-host", ""));
  }

  @Test
  void allowedHostsMayComeFromTheEnvironment() {
    assertEquals(
        refused(
            "NOETL_RUNTIME_ALLOW_HOST: it should be a host name or address without a port, such as"
                + " noetl.example.org; correct or unset NOETL_RUNTIME_ALLOW_HOST"),
        new CommandRun(home)
            .with("NOETL_RUNTIME_ALLOW_HOST", "noetl, a:1")
            .run("serve", "--listen", "127.0.0.1:0"));
  }

  @Test
  void certificateWithoutItsKeyIsRefused() {
    assertEquals(
        refused("TLS needs a certificate and its key; give --tls-cert and --tls-key together"),
        new CommandRun(home).run("serve", "--tls-cert", "x"));
  }

  @Test
  void brokenFileOfTokensIsRefused() throws IOException {
    Path tokens = Files.writeString(home.resolve("tokens"), "secret\n");
    java.nio.file.Files.setPosixFilePermissions(
        tokens, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertEquals(
        refused(
            "the file of tokens "
                + tokens
                + " should hold 'read TOKEN' or 'write TOKEN' on line 1"),
        new CommandRun(home)
            .run("serve", "--listen", "127.0.0.1:0", "--tokens-file", tokens.toString()));
  }

  @Test
  void unusableDatabaseFileIsReportedAtOnce() throws IOException {
    Path file = Files.writeString(home.resolve("notes.txt"), "these are notes, no database");
    CommandRun.Ended ended =
        new CommandRun(home)
            .run("serve", "--database", "sqlite:" + file, "--listen", ":0", "--allow-anonymous");
    assertEquals(10, ended.status(), ended.err());
  }

  @Test
  void addressThatIsTakenIsUnreachable() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CommandRun.Ended ended =
          new CommandRun(home).run("serve", "--listen", "127.0.0.1:" + taken.getLocalPort());
      assertEquals(7, ended.status());
      assertEquals(
          "noetl-runtime: cannot listen on 127.0.0.1:"
              + taken.getLocalPort()
              + ": Address already in use; name another address with --listen\n",
          ended.err());
    }
  }
}
