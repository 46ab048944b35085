package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpHandler;
import io.noetl.runtime.TestServer;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that take components away name what depends on them, and refuse with --if-unused. */
class DependentsTest {

  private static final String LOSES =
      "noetl-runtime: 1 component loses a dependency: worker_pool/p (broker/b1)\n";

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void register() {
    cli()
        .input(
            """
            - {name: b1, kind: broker, uri: "nats://b1", labels: {env: prod}}
            - {name: b2, kind: broker, uri: "nats://b2", labels: {env: prod}}
            - {name: free, kind: broker, uri: "nats://b3"}
            - {name: p, depends_on: [broker/b1]}
            - {name: q, depends_on: ["broker?env=prod"]}
            - {name: r, depends_on: ["broker/b2!optional"]}
            """)
        .run("register", "-f", "-");
  }

  @Test
  void drainNamesTheDependentComponents() {
    Ended drained = cli().run("drain", "b1", "-k", "broker").masked();
    assertEquals(new Ended(0, "broker b1: draining (runtime_id ID)\n", LOSES), drained);
    assertEquals("", cli().run("drain", "free", "-k", "broker").err());
    assertEquals("", cli().run("drain", "b2", "-k", "broker", "-q").err());
  }

  @Test
  void severalAreTakenAwayTogether() {
    String lost =
        "noetl-runtime: 3 components lose a dependency: worker_pool/p (broker/b1), worker_pool/q"
            + " (broker?env=prod), worker_pool/r (broker/b2!optional)\n";
    String dry = "noetl-runtime: dry run, nothing was sent: 2 requests; -v shows them\n";
    assertEquals(
        lost + dry, cli().run("drain", "-l", "env=prod", "-k", "broker", "--dry-run").err());
    assertEquals(
        lost + dry, cli().run("deregister", "b1", "b2", "-k", "broker", "--dry-run").err());
    assertEquals(lost, cli().run("deregister", "b1", "b2", "-k", "broker", "--yes").err());
  }

  @Test
  void oneDeregistrationIsReportedWhenItIsDone() {
    String done = "broker b1: offline (runtime_id ID)\n";
    assertEquals(
        new Ended(0, "", ""), cli().run("deregister", "x", "-k", "broker", "--ignore-not-found"));
    assertEquals(new Ended(0, done, LOSES), cli().run("deregister", "b1", "-k", "broker").masked());
    assertEquals(
        new Ended(0, "", ""), cli().run("deregister", "b1", "-k", "broker", "-q").masked());
    assertEquals("", cli().run("deregister", "free", "-k", "broker").err());
    // The last that meets the selector; that of r is optional.
    assertEquals(
        "noetl-runtime: 2 components lose a dependency: worker_pool/q (broker?env=prod),"
            + " worker_pool/r (broker/b2!optional)\n",
        cli().run("deregister", "b2", "-k", "broker").err());
  }

  /** A server that deregisters, and answers a list so. */
  private Ended deregisteredAt(HttpHandler list) throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        TestServer server =
            TestServer.start(
                threads,
                exchange -> {
                  if (exchange.getRequestMethod().equals("GET")) {
                    list.handle(exchange);
                  } else {
                    TestServer.answer(exchange, 200, "{\"status\":\"ok\"}");
                  }
                })) {
      String address = server.address();
      Ended ended =
          new CommandRun(home)
              .run(
                  ("deregister b -k broker --retries 0 --timeout 5m --server " + address)
                      .split(" "));
      threads.shutdownNow();
      return new Ended(ended.status(), ended.out(), ended.err().replace(address, "SERVER"));
    }
  }

  @Test
  void listThatFailsIsNoFailureOfTheDeregistration() throws IOException {
    assertEquals(
        new Ended(
            0,
            "broker b: deregistered\n",
            "noetl-runtime: cannot determine which components depend on broker b: GET"
                + " SERVER/api/runtimes: the server cannot do it now (503)\n"),
        deregisteredAt(exchange -> TestServer.answer(exchange, 503, "")));
  }

  @Test
  @Timeout(60)
  void listThatTakesLongDelaysTheEndByTwoSecondsAtMost() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    assertEquals(
        new Ended(
            0,
            "broker b: deregistered\n",
            "noetl-runtime: cannot determine which components depend on broker b: no list of all"
                + " components within 2s\n"),
        deregisteredAt(exchange -> {
          try {
            never.await();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        }));
  }

  @ParameterizedTest
  @CsvSource({
    "drain b1 -k broker --if-unused, drain",
    "drain b1 -k broker --if-unused --dry-run, drain",
    "deregister b1 -k broker --if-unused, deregister",
    "deregister b1 -k broker --if-unused --dry-run, deregister",
  })
  void whatIsRequiredIsRefused(String line, String verb) {
    assertEquals(
        new Ended(
            6,
            "",
            "noetl-runtime: broker b1 is needed by worker_pool/p (broker/b1); to "
                + verb
                + " it anyway, leave --if-unused out\n"),
        cli().run(line.split(" ")));
    assertEquals("ready\n", status("b1"));
  }

  private String status(String name) {
    return cli()
        .run(
            "list",
            "-k",
            "broker",
            "--name",
            name,
            "--columns",
            "status",
            "-o",
            "csv",
            "--no-headers")
        .out();
  }

  @Test
  void unusedComponentIsDeregistered() {
    assertEquals(0, cli().run("deregister", "free", "-k", "broker", "--if-unused").status());
    // An optional dependency, and one that another broker meets.
    assertEquals(
        new Ended(
            0,
            "broker b2: offline (runtime_id ID)\n",
            "noetl-runtime: 1 component loses a dependency: worker_pool/r (broker/b2!optional)\n"),
        cli().run("deregister", "b2", "-k", "broker", "--if-unused").masked());
    cli().run("deregister", "p");
    assertEquals(6, cli().run("drain", "b1", "-k", "broker", "--if-unused").status());
    cli().run("deregister", "q");
    assertEquals(0, cli().run("drain", "b1", "-k", "broker", "--if-unused").status());
  }

  @Test
  void allThatRequireAComponentAreNamed() {
    cli()
        .input("{name: a, depends_on: [\"broker?env=test\", broker/b4@*]}")
        .run("register", "-f", "-");
    cli()
        .input(
            """
            - {name: b4, kind: broker, uri: "nats://b4", version: 1.0.0, labels: {env: test}}
            - {name: c, depends_on: [broker/b4]}
            """)
        .run("register", "-f", "-");
    assertEquals(
        "noetl-runtime: broker b4 is needed by worker_pool/a (broker?env=test), worker_pool/a"
            + " (broker/b4@*), worker_pool/c (broker/b4); to drain it anyway, leave --if-unused"
            + " out\n",
        cli().run("drain", "b4", "-k", "broker", "--if-unused").err());
  }

  @Test
  void oneOfSeveralIsRefused() {
    Ended ended =
        cli().run("deregister", "b1", "free", "-k", "broker", "--if-unused", "--yes", "-o", "csv");
    assertEquals(12, ended.status());
    assertEquals("ready\n", status("b1"));
    assertEquals("offline\n", status("free"));
  }

  @Test
  void pruningReportsThemToo() {
    assertEquals(
        LOSES + "noetl-runtime: dry run, no changes made: 1 deregistered, 1 unchanged\n",
        cli()
            .input("{name: b2, kind: broker, labels: {env: prod}, uri: \"nats://b2\"}")
            .run("apply", "-f", "-", "--prune", "-l", "env=prod", "--dry-run")
            .err());
    assertEquals(
        "noetl-runtime: dry run, no changes made: 1 changed, 1 deregistered, 1 unchanged\n",
        cli()
            .input(
                """
                - {name: b2, kind: broker, labels: {env: prod}, uri: "nats://b2"}
                - {name: p, labels: {env: prod}, depends_on: [broker/b2]}
                """)
            .run("apply", "-f", "-", "--prune", "-l", "env=prod", "--dry-run")
            .err());
    cli().run("deregister", "b1", "-k", "broker");
    assertEquals(
        LOSES + "noetl-runtime: 1 component would be deleted\n",
        cli().run("prune", "--older-than", "1ms", "--dry-run").err());
  }
}
