package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.NoetlServer.Software;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes keep all values that they do not name, or report what is lost. */
class NothingLostTest {

  private static final String REGISTER = "POST /api/worker/pool/register";

  @TempDir private Path home;
  private NoetlServer server;

  private void start(Software software) throws IOException {
    server = new NoetlServer(software);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private CommandRun cli() {
    return new CommandRun(home).with("NOETL_SERVER_URL", server.address());
  }

  /** A row of a Rust worker, as the Rust server shows it. */
  private void rustWorker() throws IOException {
    start(Software.RUST);
    server.put(
        "w-1",
        TestJson.object(
            """
            {"runtime_id":"7","name":"w-1","kind":"worker_pool","uri":"http://w-1","status":"draining",
            "labels":{"env":"prod"},"capabilities":["wasm",{"gpu":2}],"capacity":4,
            "runtime":{"kind":"rust","worker_public_key":"k="},
            "heartbeat":"%1$s","created_at":"%1$s","updated_at":"%1$s"}
            """
                .formatted(Instant.now())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set w-1 --capacity 5",
        "set w-1 --label env=dev --meta zone=eu",
        "drain w-1 --note why",
        "resume w-1",
        "apply -f -"
      })
  void everyChangeOnARustServerBringsCapabilitiesKeyAndUriAgain(String line) throws IOException {
    rustWorker();

    Ended ended = cli().input("- {name: w-1, capacity: 9}").run(line.split(" "));

    assertEquals(0, ended.status(), ended.err());
    assertEquals("[\"wasm\",{\"gpu\":2}]", Json.write(server.row("w-1").get("capabilities")), line);
    assertEquals("k=", server.row("w-1").object("runtime").text("worker_public_key"), line);
    assertEquals("http://w-1", server.row("w-1").text("uri"), line);
    assertEquals(List.of(REGISTER), server.changes());
  }

  @Test
  void exportOfARustWorkerHoldsItsCapabilitiesAndItsKey() throws IOException {
    rustWorker();
    Ended exported = cli().run("export", "-o", "jsonl");

    stop();
    start(Software.RUST);
    assertEquals(0, cli().input(exported.out()).run("apply", "-f", "-").status());

    JsonObject row = server.row("w-1");
    assertEquals("[\"wasm\",{\"gpu\":2}]", Json.write(row.get("capabilities")));
    assertEquals("k=", row.object("runtime").text("worker_public_key"));
  }

  @Test
  void declaredCapabilitiesAreAppliedAndNullTakesThemAway() throws IOException {
    rustWorker();
    assertEquals(
        "capabilities",
        changed("- {name: w-1, capabilities: [cpu]}")
            .replaceFirst("(?s).*changed *(\\S+).*", "$1"));
    assertEquals(List.of("cpu"), TestJson.plain(server.row("w-1").get("capabilities")));
    assertEquals(3, unchanged("- {name: w-1, capabilities: [cpu]}"));
    changed("- {name: w-1, capabilities: null}");
    assertEquals(List.of(), TestJson.plain(server.row("w-1").get("capabilities")));
    assertEquals(3, unchanged("- {name: w-1, capabilities: null}"));
  }

  @Test
  void keyOfAWorkerOutlivesADeclarationOfItsMeta() throws IOException {
    rustWorker();

    changed("- {name: w-1, meta: {zone: eu}}");

    assertEquals(
        "{\"worker_public_key\":\"k=\",\"zone\":\"eu\"}",
        Json.write(
            JsonObject.EMPTY
                .with(
                    "worker_public_key",
                    server.row("w-1").object("runtime").get("worker_public_key"))
                .with("zone", server.row("w-1").object("runtime").get("zone"))));
    assertEquals(3, unchanged("- {name: w-1, meta: {zone: eu}}"));
    changed("- {name: w-1, meta: null}");
    assertEquals("k=", server.row("w-1").object("runtime").text("worker_public_key"));
  }

  private String changed(String file) {
    return cli().input(file).run("apply", "-f", "-").out();
  }

  private int unchanged(String file) {
    return cli().input(file).run("apply", "-f", "-", "--error-unchanged").status();
  }

  // Registering on a Rust server, which stores the runtime as it is sent

  private static final String POOL =
      """
      - name: one
        runtime: python
        pid: 7
        hostname: w-7
        meta: {zone: eu}
        capabilities: [wasm]
      - {name: two, hostname: w-8}
      """;

  @Test
  void registrationOfAFileKeepsHostProcessAndMetaOnARustServer() throws IOException {
    start(Software.RUST);

    Ended ended = cli().input(POOL).run("register", "-f", "-");

    assertEquals(new Ended(0, ended.out(), ""), ended);
    assertEquals(
        "{\"type\":\"python\",\"pid\":7,\"hostname\":\"w-7\",\"zone\":\"eu\"}",
        Json.write(server.row("one").get("runtime")));
    assertEquals("{\"hostname\":\"w-8\"}", Json.write(server.row("two").get("runtime")));
    assertEquals(List.of("wasm"), TestJson.plain(server.row("one").get("capabilities")));
    // Only the first answer has to say which software it is.
    assertEquals(List.of(REGISTER, REGISTER, REGISTER), server.changes());
  }

  @Test
  void registrationFromOptionsKeepsThemToo() throws IOException {
    start(Software.RUST);

    cli().run("register", "a", "--runtime", "python", "--pid", "7", "--meta", "zone=eu");

    assertEquals(
        "{\"type\":\"python\",\"pid\":7,\"hostname\":\"test-host\",\"zone\":\"eu\"}",
        Json.write(server.row("a").get("runtime")));
  }

  @Test
  void heartbeatThatRegistersAgainKeepsThemToo() throws IOException {
    start(Software.RUST);

    Ended ended =
        cli()
            .input("- {name: one, runtime: python, pid: 7, hostname: w-7, meta: {zone: eu}}")
            .run("heartbeat", "--registration", "-");

    assertEquals(0, ended.status(), ended.err());
    assertEquals(
        "{\"type\":\"python\",\"pid\":7,\"hostname\":\"w-7\",\"zone\":\"eu\"}",
        Json.write(server.row("one").get("runtime")));
  }

  @Test
  void registrationThatIsTheSameInBothSpellingsIsSentOnce() throws IOException {
    start(Software.RUST);

    cli().input("- {name: one, runtime: python}").run("register", "-f", "-");

    assertEquals("python", server.row("one").text("runtime"));
    assertEquals(List.of(REGISTER), server.changes());
  }

  // The uri, which Python servers store and do not show

  private static final String REFUSED =
      "this server does not show the uri of worker_pool w-1, and a change clears it";

  private static final List<String> CHANGES =
      List.of("set w-1 --capacity 5", "drain w-1 --mark --note x", "resume w-1", "apply -f -");

  /** A pool as a worker of 2025 registers it. */
  private void pythonWorker(Software software, String meta) throws IOException {
    stop();
    start(software);
    cli()
        .input(
            "- {name: w-1, runtime: python, uri: 'local://w-1', labels: {env: prod}, meta: {"
                + meta
                + "}}")
        .run("register", "-f", "-");
    assertEquals("local://w-1", server.row("w-1").text("uri"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTHON_2025", "PYTHON_2026"})
  void changeThatWouldClearAUriIsRefusedBeforeAnythingIsWritten(Software software)
      throws IOException {
    for (String line : CHANGES) {
      pythonWorker(software, "drain_until: resume");
      JsonObject before = server.row("w-1");

      Ended ended = cli().input("- {name: w-1, capacity: 9}").run(line.split(" "));

      assertEquals(6, ended.status(), line + ended.err());
      assertEquals(
          line.startsWith("apply")
              ? "noetl-runtime: item 1 (w-1): "
                  + REFUSED
                  + "; name the uri in the file, add --force if there is none, or use --direct\n"
                  + "noetl-runtime: 1 failed\n"
              : "noetl-runtime: "
                  + REFUSED
                  + "; repeat it with --uri, add --force if there is none, or use --direct\n",
          ended.err());
      assertEquals(before, server.row("w-1"), line);
    }
  }

  @Test
  void uriThatIsRepeatedIsKept() throws IOException {
    for (String line : CHANGES) {
      pythonWorker(Software.PYTHON_2025, "drain_until: resume");
      String repeated = line.startsWith("apply") ? "" : " --uri local://w-1";

      Ended ended =
          cli()
              .input("- {name: w-1, capacity: 9, uri: 'local://w-1'}")
              .run((line + repeated).split(" "));

      assertEquals(0, ended.status(), line + ended.err());
      assertEquals("local://w-1", server.row("w-1").text("uri"), line);
    }
  }

  @Test
  void forcedChangeReportsWhatIsCleared() throws IOException {
    for (String line : CHANGES) {
      pythonWorker(Software.PYTHON_2025, "drain_until: resume");

      Ended ended = cli().input("- {name: w-1, capacity: 9}").run((line + " --force").split(" "));

      assertEquals(0, ended.status(), line + ended.err());
      assertEquals(
          "noetl-runtime: warning: " + REFUSED, ended.err().lines().findFirst().orElse(""), line);
      assertNull(server.row("w-1").text("uri"), line);
    }
  }

  @Test
  void dryRunOfSuchAChangeReportsIt() throws IOException {
    pythonWorker(Software.PYTHON_2025, "drain_until: resume");
    for (String line : CHANGES.subList(0, 3)) {
      Ended ended = cli().run((line + " --dry-run").split(" "));

      assertEquals(0, ended.status(), line + ended.err());
      assertEquals("noetl-runtime: warning: " + REFUSED + "\n", ended.err(), line);
    }
  }

  /** They register every 15 s, and bring what they have again. */
  @Test
  void workerOf2026IsExceptedWhileItIsThere() throws IOException {
    pythonWorker(Software.PYTHON_2026, "started_at: '2026-11-23T18:00:00Z'");
    assertEquals(0, cli().run("set", "w-1", "--capacity", "5").status());

    cli().run("deregister", "w-1");

    assertEquals(6, cli().run("set", "w-1", "--capacity", "6").status());
  }

  // What a server cannot store

  @ParameterizedTest
  @EnumSource(Software.class)
  void metricsThatAServerDoesNotStoreAreTold(Software software) throws IOException {
    start(software);
    cli().run("register", "w-1", "--runtime", "python");

    Ended ended = cli().run("heartbeat", "w-1", "--metric", "active=3");

    assertEquals(
        new Ended(
            0, ended.out(), "noetl-runtime: " + server.address() + " does not store metrics\n"),
        ended);
    assertEquals("", cli().run("heartbeat", "w-1").err());
  }

  @Test
  void capabilitiesThatAPythonServerDoesNotStoreAreReported() throws IOException {
    start(Software.PYTHON_2025);

    Ended ended = cli().input(POOL).run("register", "-f", "-");

    assertEquals(
        new Ended(
            0,
            ended.out(),
            "noetl-runtime: " + server.address() + " does not store capabilities\n"),
        ended);
    assertNotNull(server.row("two"));
    assertEquals(
        new Ended(
            0, "a\n", "noetl-runtime: " + server.address() + " does not store capabilities\n"),
        cli().run("register", "a", "--capability", "wasm", "-o", "name"));
  }
}
