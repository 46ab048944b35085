package io.noetl.runtime.cli.query;

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

/** The tables of list on terminals of several widths, and in a pipe. */
class ListTableTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home).with("NO_COLOR", "1");
  }

  @BeforeEach
  void fill() throws SQLException {
    cli().run("register", "pool-10", "--runtime", "python", "--capacity", "10", "--pid", "71");
    cli().run("register", "pool-2", "--runtime", "rust", "--capacity", "8", "--label", "env=prod");
    cli().run("register", "pool-1", "--runtime", "python", "--capacity", "4");
    cli().run("register", "b1", "--kind", "broker", "--uri", "nats://b1");
    cli().run("deregister", "pool-1");
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE runtime SET heartbeat = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now',"
              + " '-20 seconds')");
    }
  }

  private Ended terminal(int columns, String... arguments) {
    return cli().onTerminal().watched().columns(columns).run(arguments).masked();
  }

  @Test
  void sixtyColumns() {
    assertEquals(
        new Ended(
            0,
            """
            NAME     STATUS   EXPIRES       LAST HEARTBEAT  RUNTIME
            pool-1   offline  -             20s             python
            pool-2   ready    stale in 40s  20s             rust
            pool-10  ready    stale in 40s  20s             python
            """,
            "1 column hidden; use -o wide\n"),
        terminal(60, "list"));
  }

  @Test
  void eightyColumns() {
    assertEquals(
        new Ended(
            0,
            """
            NAME     STATUS   EXPIRES       LAST HEARTBEAT  RUNTIME  CAPACITY
            pool-1   offline  -             20s             python   4
            pool-2   ready    stale in 40s  20s             rust     8
            pool-10  ready    stale in 40s  20s             python   10
            """,
            ""),
        terminal(80, "list"));
    assertEquals(
        new Ended(
            0,
            """
            NAME  KIND  STATUS  EXPIRES  LAST HEARTBEAT  RUNTIME  CAPACITY
            """,
            "No components match.\n4 components do not match --name x\n"),
        terminal(80, "list", "--all-kinds", "--name", "x"));
  }

  @Test
  void oneHundredAndTwentyColumns() {
    assertEquals(
        new Ended(
            0,
            """
            NAME     KIND         STATUS   EXPIRES       LAST HEARTBEAT  RUNTIME  CAPACITY
            b1       broker       ready    stale in 40s  20s             -        -
            pool-1   worker_pool  offline  -             20s             python   4
            pool-2   worker_pool  ready    stale in 40s  20s             rust     8
            pool-10  worker_pool  ready    stale in 40s  20s             python   10
            """,
            ""),
        terminal(120, "list", "--all-kinds"));
  }

  @Test
  void twoHundredColumns() {
    assertEquals(
        new Ended(
            0,
            """
            NAME    KIND         STATUS   EXPIRES       LAST HEARTBEAT  RUNTIME  CAPACITY  HEARTBEAT             HOST       PID  URI  LABELS    RUNTIME_ID          CAPABILITIES
            pool-1  worker_pool  offline  -             20s             python   4         TIME  test-host  -    -    -         ID  -
            pool-2  worker_pool  ready    stale in 40s  20s             rust     8         TIME  test-host  -    -    env=prod  ID  -
            """,
            ""),
        terminal(200, "list", "-o", "wide", "--name", "pool-?"));
  }

  @Test
  void pipe() {
    assertEquals(
        """
        NAME     KIND         STATUS   EXPIRES  LAST_HEARTBEAT  RUNTIME  CAPACITY
        b1       broker       ready    40s      20s             -        -
        pool-1   worker_pool  offline  -        20s             python   4
        pool-2   worker_pool  ready    40s      20s             rust     8
        pool-10  worker_pool  ready    40s      20s             python   10
        """,
        cli().columns(60).run("list", "--all-kinds").masked().out().replaceAll("3\\ds", "40s"));
  }

  @Test
  void namesAreInNaturalOrderForPeopleOnly() {
    assertEquals("pool-1\npool-10\npool-2\n", cli().run("list", "-o", "name").out());
    assertEquals(
        "name\npool-1\npool-10\npool-2\n",
        cli().run("list", "-o", "csv", "--columns", "name").out());
    assertEquals(
        "NAME\npool-10\npool-2\npool-1\n",
        cli().run("list", "--columns", "name", "--reverse").out());
    assertEquals(
        "NAME     STATUS\npool-1   offline\npool-2   ready\npool-10  ready\n",
        cli().run("list", "--columns", "name,status", "--sort-by", "status").out());
  }

  @Test
  void limitAndHeaders() {
    assertEquals(
        new Ended(0, "pool-1  offline\n", "2 more; leave out --limit\n"),
        cli().watched().run("list", "--no-headers", "--columns", "name,status", "-n", "1"));
    assertEquals(
        new Ended(0, "pool-1,offline\npool-10,ready\n", ""),
        cli().run("list", "--no-headers", "-o=csv", "--columns=name,status", "--limit=2"));
    assertEquals(
        new Ended(0, "{\"name\":\"pool-1\"}\n", ""),
        cli().run("list", "--json=name", "-o", "jsonl", "-n", "1"));
    assertEquals(
        new Ended(0, "offline  1  4\nready    2  18\n", ""),
        cli().run("list", "--no-headers", "--group-by", "status"));
    assertEquals(
        new Ended(0, "", "No components match.\n4 components do not match --name x\n"),
        cli().run("list", "--no-headers", "--all-kinds", "--name", "x"));
    assertEquals(
        new Ended(0, "1 stale; look closer: noetl-runtime doctor -- pool-2\npool-2  stale\n", ""),
        cli()
            .onTerminal()
            .run(
                "list",
                "--no-headers",
                "--stale-after=1s",
                "--name=pool-2",
                "--columns=name,status"));
    assertEquals(2, cli().run("list", "--watch", "-n", "1").status());
    assertEquals(2, cli().run("list", "--watch", "--no-headers").status());
  }
}
