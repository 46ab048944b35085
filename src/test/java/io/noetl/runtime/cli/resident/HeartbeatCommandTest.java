package io.noetl.runtime.cli.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command heartbeat, and the registry flags of suggested commands. */
class HeartbeatCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @Test
  void heartbeatOfAKnownNameSaysAlive() {
    cli().run("register", "demo");
    assertEquals(
        new Ended(0, "worker_pool demo: alive (runtime_id ID)\n", ""),
        cli().run("heartbeat", "demo").masked());
    assertEquals(
        new Ended(
            0,
            """
            {"status":"ok","name":"demo","runtime_id":"ID","runtime":null,\
            "component":{"name":"demo","kind":"worker_pool","runtime_id":"ID"}}
            """,
            ""),
        cli().run("heartbeat", "demo", "-o", "jsonl").masked());
  }

  @Test
  void heartbeatOfUnknownNameExitsFiveAndSaysRegister() {
    cli().run("init");
    assertEquals(
        new Ended(
            5,
            "",
            "noetl-runtime: no worker_pool named \"my pool\" is registered; register it first:"
                + " noetl-runtime register -- 'my pool'\n"),
        cli().run("heartbeat", "my pool"));
  }

  @Test
  void adviceReachesTheSameRegistryAndKind() {
    String database = "sqlite:" + home.resolve("own.db");
    cli().run("init", "--database", database);
    assertEquals(
        "noetl-runtime: no broker named \"b1\" is registered; register it first: noetl-runtime"
            + " register --kind broker --database "
            + database
            + " -- b1"
            + "\n",
        cli().run("heartbeat", "b1", "-k", "broker", "--database", database).err());
  }

  @Test
  void nameUnderAnotherKindIsUnknown() {
    cli().run("register", "b1", "--kind", "broker", "--uri", "nats://b1");
    assertEquals(5, cli().run("heartbeat", "b1").status());
    assertEquals(
        new Ended(0, "broker b1: alive (runtime_id ID)\n", ""),
        cli().run("heartbeat", "b1", "--kind", "broker").masked());
  }

  @Test
  void recreateRegistersAnUnknownNameWithTheOptions() {
    assertEquals(
        new Ended(0, "worker_pool demo: registered again (runtime_id ID)\n", ""),
        cli()
            .run("heartbeat", "demo", "--recreate", "--runtime", "python", "--capacity", "3")
            .masked());
    assertEquals(
        """
        NAME  KIND         STATUS  RUNTIME  CAPACITY
        demo  worker_pool  ready   python   3
        """,
        cli().run("list", "--columns", "name,kind,status,runtime,capacity").out());
    assertEquals(
        new Ended(0, "worker_pool demo: alive (runtime_id ID)\n", ""),
        cli().run("heartbeat", "demo", "--recreate", "--runtime", "python").masked());
  }

  @Test
  void registrationFileNamesTheComponent() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("pool.json"),
            "{\"name\": \"filed\", \"runtime\": \"python\", \"labels\": {\"env\": \"prod\"}}");
    assertEquals(
        new Ended(0, "worker_pool filed: registered again (runtime_id ID)\n", ""),
        cli().run("heartbeat", "--registration", file.toString()).masked());
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: NAME is other but " + file + " describes filed; leave NAME out\n"),
        cli().run("heartbeat", "other", "--registration", file.toString()));
  }

  @Test
  void registrationWithoutRuntimeIsNotWrittenAgain() throws IOException {
    Path file = Files.writeString(home.resolve("pool.json"), "{\"name\": \"bare\"}");
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: "
                + file
                + " names no runtime; a registration without a runtime cannot be recreated\n"),
        cli().run("heartbeat", "--registration", file.toString()));
  }

  @Test
  void dryRunSendsNothing() {
    assertEquals(
        new Ended(
            0,
            """
            dry run, nothing was sent:
            POST http://localhost:8083/api/worker/pool/heartbeat
            Content-Type: application/json
            Accept: application/json
            User-Agent: noetl-runtime/1.2.3
            {
              "name": "demo"
            }

            the same with curl:
            curl -sS -X POST 'http://localhost:8083/api/worker/pool/heartbeat' -H 'Content-Type: \
            application/json' -H 'Accept: application/json' --data '{"name":"demo"}'
            """,
            ""),
        new CommandRun(home).run("heartbeat", "demo", "--dry-run"));
  }

  @Test
  void adviceNeverRepeatsAPassword() {
    RegistryOptions options = new RegistryOptions();
    options.database = "postgresql://u:s3cret@db/noetl";
    assertEquals(" --database 'postgresql://u:****@db/noetl'", options.registryFlags());
  }

  @Test
  void optionsOfContinuousHeartbeatsNeedEvery() {
    assertEquals(
        new Ended(
            2, "", "noetl-runtime: --splay requires --every; add --every 15s, or remove it\n"),
        cli().run("heartbeat", "demo", "--splay", "3s"));
  }

  @Test
  void wrongValuesOfContinuousHeartbeatsAreFoundBeforeTheFirstOne() {
    assertEquals(
        "noetl-runtime: --max-failures is less than 1; give 1 or more\n",
        cli().run("heartbeat", "demo", "--every", "1s", "--max-failures", "0").err());
    assertEquals(
        "noetl-runtime: --health-port 99999 is not a port; use 8084 or 0.0.0.0:8084\n",
        cli().run("heartbeat", "demo", "--every", "1s", "--health-port", "99999").err());
  }

  @Test
  void stampReplacesNothingButAnEarlierStamp() throws Exception {
    Path file = Files.writeString(home.resolve("notes.json"), "{\"name\": \"of mine\"}\n");
    Path fifo = home.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(home.resolve("link"), file);
    Path toFifo = Files.createSymbolicLink(home.resolve("to-fifo"), fifo);

    assertRefusedStamp(file, "the file is not a stamp");
    assertRefusedStamp(link, "the file is not a stamp");
    assertRefusedStamp(fifo, "it is a FIFO");
    assertRefusedStamp(toFifo, "it is a FIFO");
    assertRefusedStamp(home, "it is a directory");
    assertRefusedStamp(Path.of("/dev/null"), "it is a device");
    assertRefusedStamp(home.resolve("no/x"), "directory " + home.resolve("no") + " does not exist");
    assertRefusedStamp(file.resolve("x"), file + " is a regular file");

    assertEquals("{\"name\": \"of mine\"}\n", Files.readString(file));
    try (Stream<Path> left = Files.list(home)) {
      assertEquals(Set.of(file, fifo, link, toFifo), left.collect(Collectors.toSet()));
    }
  }

  @Test
  void serverThatTakesMoreThanHalfOfAShortIntervalIsNoLostOne() throws Exception {
    AtomicReference<Runnable> end = new AtomicReference<>();
    AtomicInteger beats = new AtomicInteger();
    TestServer server =
        TestServer.start(exchange -> {
          LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
          if (beats.incrementAndGet() == 2) {
            end.get().run();
          }
          TestServer.answer(
              exchange, 200, "{\"status\":\"ok\",\"name\":\"demo\",\"runtime_id\":\"7\"}");
        });
    try {
      String url = server.address();
      Ended ended =
          cli()
              .signals((name, action) -> {
                if (name.equals("TERM")) {
                  end.set(action);
                }
              })
              .run("heartbeat", "demo", "--every", "1s", "--max-failures", "1", "-s", url);
      String started =
          "TIME noetl-runtime: worker_pool demo: started: a heartbeat every 0s to " + url + "\n";
      assertEquals(new Ended(0, "", started), ended.masked());
    } finally {
      server.close();
    }
  }

  /** The registry of these runs does not exist, so a heartbeat would report another error. */
  private void assertRefusedStamp(Path stamp, String reason) {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: cannot write the stamp file "
                + stamp
                + ": "
                + reason
                + "; name a new file, or an earlier stamp\n"),
        new CommandRun(home)
            .run(
                "heartbeat",
                "demo",
                "--server",
                "http://127.0.0.1:9",
                "--every",
                "1s",
                "--stamp",
                stamp.toString()));
  }
}
