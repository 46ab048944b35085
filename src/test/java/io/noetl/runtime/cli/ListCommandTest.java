package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  /** Three pools, one of them silent for ten minutes, one offline, and a broker. */
  private void fill() throws SQLException {
    cli()
        .run("register", "alpha", "--runtime", "Python", "--capacity", "10", "--label", "env=prod");
    cli().run("register", "beta", "--runtime", "python", "--capacity", "9", "--status", "busy");
    cli().run("register", "gamma", "--label", "env=dev");
    cli().run("register", "b1", "--kind", "broker", "--uri", "nats://b1");
    cli().run("deregister", "gamma");
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + home.resolve(".local/share/noetl/runtime.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE runtime SET heartbeat = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now',"
              + " '-600 seconds') WHERE name = 'beta'");
    }
  }

  @Test
  void emptyListIsTheHeaderForPeopleAndAnEmptyListForMachines() {
    assertEquals(
        new Ended(0, "NAME  KIND  STATUS  RUNTIME  CAPACITY  HEARTBEAT  AGE\n", ""),
        cli().run("list"));
    assertEquals(
        new Ended(0, "{\n  \"items\": [],\n  \"count\": 0\n}\n", ""),
        cli().run("list", "-o", "json"));
    assertEquals(new Ended(0, "", ""), cli().run("list", "-o", "jsonl"));
    assertEquals(new Ended(0, "items: []\ncount: 0\n", ""), cli().run("list", "-o", "yaml"));
    assertEquals(new Ended(0, "", ""), cli().run("list", "-o", "name"));
    assertEquals(3, cli().run("list", "--fail-empty").status());
  }

  @Test
  void tableShowsWhatAStatusIsWorth() throws SQLException {
    fill();
    assertEquals(
        """
        NAME   KIND         STATUS   RUNTIME  CAPACITY  HEARTBEAT             AGE
        alpha  worker_pool  ready    Python   10        TIME  0s
        beta   worker_pool  stale    python   9         TIME  10m00s
        gamma  worker_pool  offline  -        -         TIME  0s
        """,
        cli().run("list").masked().out());
  }

  @Test
  void wideAddsWhereAComponentRuns() throws SQLException {
    fill();
    assertEquals(
        """
        NAME  KIND    STATUS  RUNTIME  CAPACITY  HEARTBEAT             AGE  HOST       PID  URI        LABELS  RUNTIME_ID
        b1    broker  ready   -        -         TIME  0s   test-host  -    nats://b1  -       ID
        """,
        cli().run("list", "--kind", "broker", "-o", "wide").masked().out());
  }

  @Test
  void machineFormatsCarryTheComputedObject() throws SQLException {
    fill();
    assertEquals(
        """
        {"name":"beta","kind":"worker_pool","runtime_id":"ID","status":"busy","runtime":{"type":\
        "python","pid":null,"hostname":"test-host"},"uri":null,"capacity":9,"labels":null,\
        "heartbeat":"TIME","created_at":"TIME","updated_at":"TIME","computed":{"heartbeat_age_s":600,\
        "stale":true,"expires_in_s":-540,"effective_status":"stale"}}
        """,
        cli().run("list", "--stale", "-o", "jsonl").masked().out());
    assertEquals(
        "name,kind,status,runtime,capacity,heartbeat,age,host,pid,uri,labels,runtime_id\n"
            + "beta,worker_pool,stale,python,9,TIME,600,test-host,,,,ID\n",
        cli().run("list", "--stale", "-o", "csv").masked().out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--runtime PYTHON            | alpha beta",
        "--status stale              | beta",
        "--status READY              | alpha",
        "--status busy               | ''",
        "--label env=prod            | alpha",
        "-l env=dev                  | gamma",
        "-l env=dev -l x=y           | ''",
        "--name *a                   | alpha beta gamma",
        "--name ?eta                 | beta",
        "--name [!ab]*               | gamma",
        "--stale                     | beta",
        "--stale-after 1h --stale    | ''",
        "--all-kinds                 | alpha b1 beta gamma",
        "--kind broker               | b1",
        "--sort-by capacity          | beta alpha gamma",
        "--sort-by age --stale-after 1h --status busy | beta",
        "--sort-by status            | gamma alpha beta",
      })
  void filtersAndOrders(String arguments, String names) throws SQLException {
    fill();
    String[] words = ("list -o name " + arguments).split(" ");
    assertEquals(names, cli().run(words).out().replace('\n', ' ').strip(), "list " + arguments);
  }

  @Test
  void colourComesWithTheWordAndOnlyWhereItIsWanted() throws SQLException {
    fill();
    String yellow = "\u001b[33mstale\u001b[0m";
    assertEquals(
        true, cli().onTerminal().run("list", "--stale").out().contains(yellow), "on a terminal");
    assertEquals(
        true, cli().run("list", "--stale", "--color", "always").out().contains(yellow), "always");
    for (CommandRun world :
        new CommandRun[] {
          cli(), cli().onTerminal().with("NO_COLOR", "1"), cli().onTerminal().with("TERM", "dumb")
        }) {
      assertEquals(-1, world.run("list", "--stale").out().indexOf('\u001b'));
    }
  }

  @Test
  void clockThatIsFarFromTheRegistrysIsToldAndDoesNotAgeAnything() throws SQLException {
    fill();
    InstantSource ahead = () -> Instant.now().plusSeconds(3_600);
    Ended ended = cli().clock(ahead).run("list", "--status", "ready", "-o", "name");
    assertEquals("alpha\n", ended.out());
    assertTrue(
        ended
            .err()
            .matches(
                "noetl-runtime: this machine's clock is (59m\\d\\ds|1h00m) ahead of the registry's;"
                    + " ages follow the registry's\n"),
        ended.err());
    assertEquals("", cli().clock(ahead).run("list", "-q").err());
    assertEquals("", cli().run("list").err());
  }

  @Test
  void leasesOfNoetlsServersAreHiddenUnlessAllIsAskedFor() {
    CommandRun.direct(home).run("register", "p");
    CommandRun.direct(home)
        .run("register", "leader", "-k", "server_api", "--uri", "u", "--runtime", "server_control");

    assertEquals("p\n", CommandRun.direct(home).run("list", "--all-kinds", "-o", "name").out());
    assertEquals("", CommandRun.direct(home).run("list", "-k", "server_api", "-o", "jsonl").out());
    assertEquals(
        "leader\np\n",
        CommandRun.direct(home).run("list", "--all-kinds", "--all", "-o", "name").out());
    assertEquals(
        "name:        leader",
        CommandRun.direct(home)
            .run("get", "leader", "-k", "server_api")
            .out()
            .lines()
            .findFirst()
            .orElse(""));
  }

  @Test
  void linesOfJsonComeInTheOrderOfNamesWithTheSameFilters() {
    for (String name : new String[] {"b", "a", "c"}) {
      CommandRun.direct(home)
          .run("register", name, "--status", name.equals("c") ? "busy" : "ready");
    }

    assertEquals(
        "a b",
        CommandRun.direct(home)
            .run("list", "--status", "ready", "-o", "jsonl")
            .out()
            .lines()
            .map(line -> line.substring(9, 10))
            .collect(Collectors.joining(" ")));
    assertEquals(
        3, CommandRun.direct(home).run("list", "--stale", "--fail-empty", "-o", "jsonl").status());
  }
}
