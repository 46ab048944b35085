package io.noetl.runtime.cli.declare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command export. */
class ExportCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void register() {
    cli()
        .input(
            """
            - {name: gpu-1, runtime: Python, capacity: 10, labels: {env: prod, "on": "1"}}
            - {name: busy, status: busy, pid: 7, hostname: h, meta: {zone: eu}}
            - {name: off, status: offline}
            - {name: lease, runtime: server_control}
            - {name: b1, kind: broker, uri: "nats://b1"}
            - {name: "h:8083", kind: server_api, uri: "http://h:8083"}
            - {name: "g:8083", kind: server_api, uri: "http://g:8083", status: offline}
            """)
        .run("register", "-f", "-");
  }

  private static final String LEFT_OUT =
      """
      noetl-runtime: skipped because offline: off; include them with --offline
      noetl-runtime: skipped because servers register themselves: g:8083, h:8083; include them with --all or --kind server_api
      """;

  @Test
  void exportIsAYamlListOfRegistrations() {
    assertEquals(
        new Ended(
            0,
            """
            items:
            - name: b1
              kind: broker
              uri: nats://b1
            - name: busy
              kind: worker_pool
              status: busy
              pid: 7
              hostname: h
              meta:
                zone: eu
            - name: gpu-1
              kind: worker_pool
              runtime: Python
              capacity: 10
              labels:
                env: prod
                "on": "1"
            count: 3
            """,
            LEFT_OUT),
        cli().run("export"));
  }

  @Test
  void jsonAndLinesAreForTheAsking() {
    assertEquals(
        new Ended(0, "{\"name\":\"b1\",\"kind\":\"broker\",\"uri\":\"nats://b1\"}\n", ""),
        cli().run("export", "--kind", "broker", "-o", "jsonl"));
    assertEquals(
        new Ended(
            0,
            """
            {
              "items": [
                {
                  "name": "b1",
                  "kind": "broker",
                  "uri": "nats://b1"
                }
              ],
              "count": 1
            }
            """,
            ""),
        cli().with("NOETL_RUNTIME_OUTPUT", "json").run("export", "--kind", "broker"));
    assertEquals(
        cli().run("export").out(), cli().with("NOETL_RUNTIME_OUTPUT", "wide").run("export").out());
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: export does not support csv; use -o yaml, -o json or -o jsonl\n"),
        cli().run("export", "-o", "csv"));
  }

  private String names(String... filters) {
    String[] arguments = new String[filters.length + 3];
    System.arraycopy(new String[] {"export", "-o", "jsonl"}, 0, arguments, 0, 3);
    System.arraycopy(filters, 0, arguments, 3, filters.length);
    return cli()
        .run(arguments)
        .out()
        .lines()
        .map(line -> line.replaceAll("\\{\"name\":\"([^\"]*)\".*", "$1 "))
        .reduce("", String::concat);
  }

  @Test
  void filtersSayWhichComponents() {
    assertEquals("gpu-1 ", names("-l", "env=prod"));
    assertEquals("b1 busy ", names("--selector", "!env"));
    assertEquals("gpu-1 ", names("--name", "gpu-*"));
    assertEquals("gpu-1 ", names("--runtime", "python"));
    assertEquals("busy ", names("--status", "BUSY"));
    assertEquals("busy off ", names("--status", "busy,Offline"));
    assertEquals("off ", names("--status", "offline"));
    assertEquals("b1 busy gpu-1 off ", names("--offline"));
    assertEquals("b1 g:8083 h:8083 busy gpu-1 off ", names("--all"));
    assertEquals("h:8083 ", names("--kind", "server_api"));
    assertEquals("g:8083 h:8083 ", names("--kind", "server_api", "--offline"));
  }

  @Test
  void whatIsLeftOutIsNamedAndManyAreCounted() {
    assertEquals(LEFT_OUT.lines().toList().get(1) + "\n", cli().run("export", "--offline").err());
    assertEquals("", cli().run("export", "--all").err());
    assertEquals("", cli().run("export", "-q").err());
    for (int i = 1; i <= 6; i++) {
      cli().run("register", "z" + i, "--status", "offline", "--force");
    }
    assertEquals(
        "noetl-runtime: skipped because offline: off, z1, z2, z3, z4 and 2 more; include them with"
            + " --offline",
        cli().run("export").err().lines().findFirst().orElse(""));
  }

  @Test
  void rowThatNoRegistrationCanHoldIsNamedAndLeftOut() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE runtime SET labels = '[1]' WHERE name = 'busy'");
    }
    assertEquals(
        new Ended(
            12,
            "{\"name\":\"b1\",\"kind\":\"broker\",\"uri\":\"nats://b1\"}\n",
            "{\"time\":\"TIME\",\"warning\":\"worker_pool busy is skipped because a registration"
                + " cannot contain it: labels: Input should be a valid dictionary (got a"
                + " list)\"}\n"),
        cli().run("export", "--name", "b*", "-o", "jsonl").masked());
  }
}
