package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports are applied and compared on every kind of registry. */
class DeclaredSetTest {

  private static final String ODD =
      """
      - name: "it's 100% «a: b» # ü 🚀"
        runtime: Python
        capacity: 2147483647
        status: draining
        labels:
          env: prod
          "yes": "no"
          "1.0": "1.10"
          nothing: ""
          null: null
          deep: {list: [1, 2.50, null, true, "~"], "a.b": {}}
          control: "tab\\t, escape \\e, line\\nbreak, right-to-left \\u202e"
        pid: 4711
        hostname: host.example
        meta: {zone: eu, big: 123456789012345678901234567890, small: 1.5e-3}
      - {name: plain}
      - {name: b1, kind: broker, uri: "nats://b1:4222", capacity: 0, labels: {env: prod}}
      - {name: watch, kind: monitor, labels: {env: test}}
      """;

  @TempDir private Path home;

  private void roundTrip(String... registry) {
    assertEquals("noetl-runtime: 4 registered\n", run(ODD, registry, "apply", "-f", "-").err());
    assertEquals(
        new Ended(3, "", "noetl-runtime: 4 unchanged\n"),
        nameless(run(ODD, registry, "apply", "-f", "-", "--error-unchanged")));
    for (String format : new String[] {"yaml", "json", "jsonl"}) {
      String exported = run("", registry, "export", "-o", format).out();
      assertEquals(
          new Ended(3, "", "noetl-runtime: 4 unchanged\n"),
          nameless(run(exported, registry, "apply", "-f", "-", "--error-unchanged")),
          exported);
      CommandRun other =
          new CommandRun(home)
              .with("NOETL_RUNTIME_DATABASE", "sqlite:" + home.resolve(format + ".db"));
      assertEquals(0, other.input(exported).run("register", "-f", "-").status());
      assertEquals(exported, other.run("export", "-o", format).out());
    }
    assertEquals(
        new Ended(0, "", "noetl-runtime: 1 changed, 1 deregistered\n"),
        nameless(
            run(
                "- {name: plain, labels: {env: prod}}",
                registry,
                "apply",
                "-f",
                "-",
                "--prune",
                "-l",
                "env in (prod,other)",
                "--prune-kind",
                "worker_pool")));
    assertEquals(
        "b1\nplain\nwatch\n",
        run("", registry, "list", "--all-kinds", "-o", "name", "--status", "ready").out());
  }

  private Ended run(String input, String[] registry, String... arguments) {
    String[] all = new String[arguments.length + registry.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(registry, 0, all, arguments.length, registry.length);
    return new CommandRun(home).input(input).run(all);
  }

  private static Ended nameless(Ended ended) {
    return new Ended(ended.status(), "", ended.err());
  }

  @Test
  void setGoesToASqliteFileAndBack() {
    roundTrip("--database", "sqlite:" + home.resolve("set.db"));
  }

  @Test
  void setGoesThroughAServerAndBack() {
    try (RuntimeService service = TestRegistry.sqlite(home.resolve("served.db"));
        TestEndpoint server = TestEndpoint.start(service)) {
      roundTrip("--server", server.address(), "--timeout", "30s");
    }
  }

  @Test
  @IntegrationTest
  void setGoesToPostgresAndBack() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    roundTrip("--database", database.url(), "--timeout", "30s");
  }

  @Test
  void serverAndItsOwnTableAreAlike() {
    Path file = home.resolve("served.db");
    try (RuntimeService service = TestRegistry.sqlite(file);
        TestEndpoint server = TestEndpoint.start(service)) {
      String[] both = {"--server", server.address(), "--database", "sqlite:" + file};
      run(ODD, new String[] {"--database", "sqlite:" + file}, "apply", "-f", "-");
      assertEquals(
          new Ended(
              0,
              "NAME  KIND  FIELD  API  TABLE\n",
              "noetl-runtime: 4 components compared, no differences\n"),
          run("", both, "compare", "--all-kinds"));
      assertEquals(
          new Ended(0, "{\n  \"items\": [],\n  \"count\": 0,\n  \"compared\": 2\n}\n", ""),
          run("", both, "compare", "-o", "json"));
    }
  }

  @Test
  void serverOfAnotherTableDiffersValueByValue() {
    String[] other = {"--database", "sqlite:" + home.resolve("other.db")};
    run("- {name: both, capacity: 1, labels: {a: x}}\n- {name: here}", other, "apply", "-f", "-");
    try (RuntimeService service = TestRegistry.sqlite(home.resolve("served.db"));
        TestEndpoint server = TestEndpoint.start(service)) {
      run(
          "- {name: both, labels: {a: y}, uri: u}\n- {name: there}",
          new String[] {"--server", server.address()},
          "apply",
          "-f",
          "-");
      Ended compared = run("", other, "compare", "--server", server.address(), "-o", "csv");
      assertEquals(
          new Ended(
              1,
              """
              name,kind,field,api,table
              both,worker_pool,uri,u,
              both,worker_pool,labels.a,y,x
              both,worker_pool,capacity,,1
              here,worker_pool,registered,false,true
              there,worker_pool,registered,true,false
              """,
              "noetl-runtime: 3 components compared, 3 different\n"),
          new Ended(
              compared.status(),
              compared
                  .out()
                  .lines()
                  // Two registrations never have the same id and times.
                  .filter(line -> !line.matches("both,worker_pool,(runtime_id|heartbeat|.*_at),.*"))
                  .reduce("", (all, line) -> all + line + "\n"),
              compared.err()));
      assertEquals(
          """
          {"name":"here","kind":"worker_pool","field":"registered","api":false,"table":true}
          {"name":"there","kind":"worker_pool","field":"registered","api":true,"table":false}
          """,
          run("", other, "compare", "--server", server.address(), "-o", "jsonl", "-l", "!a").out());
    }
  }

  @Test
  void comparisonNeedsBothSides() {
    Ended away =
        run(
            "",
            new String[] {"--server", "http://127.0.0.1:1", "--retries", "0"},
            "compare",
            "--database",
            "sqlite:" + home.resolve("x.db"));
    assertEquals(7, away.status());
    assertEquals("", away.out());
  }
}
