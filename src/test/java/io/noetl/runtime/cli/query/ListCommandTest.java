package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command list. */
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
              + " CASE name WHEN 'beta' THEN '-600 seconds' ELSE '-20 seconds' END)");
    }
  }

  @Test
  void emptyListIsTheHeaderForPeopleAndAnEmptyListForMachines() {
    cli().run("init");
    assertEquals(
        new Ended(
            0,
            "NAME  STATUS  EXPIRES  LAST_HEARTBEAT  RUNTIME  CAPACITY\n",
            "No components match.\n"),
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
        NAME   STATUS   EXPIRES  LAST_HEARTBEAT  RUNTIME  CAPACITY
        alpha  ready    40s      20s             Python   10
        beta   stale    -9m00s   10m00s          python   9
        gamma  offline  -        20s             -        -
        """,
        piped(cli().run("list")));
  }

  private static String piped(Ended ended) {
    return ended
        .masked()
        .out()
        .replaceAll("ready( +)(40|3\\d)s", "ready$140s")
        .replaceAll("-9m0\\ds", "-9m00s");
  }

  @Test
  void wideAddsWhereAComponentRuns() throws SQLException {
    fill();
    assertEquals(
        """
        NAME  KIND    STATUS  EXPIRES  LAST_HEARTBEAT  RUNTIME  CAPACITY  HEARTBEAT             HOST       PID  URI        LABELS  RUNTIME_ID          CAPABILITIES
        b1    broker  ready   40s      20s             -        -         TIME  test-host  -    nats://b1  -       ID  -
        """,
        piped(cli().run("list", "--kind", "broker", "-o", "wide")));
  }

  @Test
  void machineFormatsCarryTheComputedObject() throws SQLException {
    fill();
    assertEquals(
        """
        {"name":"beta","kind":"worker_pool","runtime_id":"ID","status":"busy","runtime":{"type":\
        "python","pid":null,"hostname":"test-host"},"uri":null,"capacity":9,"labels":null,\
        "capabilities":null,\
        "heartbeat":"TIME","created_at":"TIME","updated_at":"TIME","computed":{"heartbeat_age_s":600,\
        "stale":true,"dead":true,"expires_in_s":-540,"effective_status":"stale"}}
        """,
        cli().run("list", "--stale", "-o", "jsonl").masked().out());
    assertEquals(
        "name,kind,status,expires,age,runtime,capacity,heartbeat,host,pid,uri,labels,runtime_id,capabilities\n"
            + "beta,worker_pool,stale,-540,600,python,9,TIME,test-host,,,,ID,\n",
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
        "--selector env=prod         | alpha",
        "-l env=dev                  | gamma",
        "-l env=dev -l x=y           | ''",
        "--name *a                   | alpha beta gamma",
        "--name ?eta                 | beta",
        "--name [!ab]*               | gamma",
        "--status stale,Ready        | alpha beta",
        "--status stale --status READY,offline | alpha beta gamma",
        "--status dead               | beta gamma",
        "--stale                     | beta",
        "--dead                      | beta gamma",
        "--dead --status offline     | gamma",
        "--dead --stale              | beta",
        "--dead --kind broker        | ''",
        "--stale-after 1h --stale    | ''",
        "--all-kinds                 | alpha b1 beta gamma",
        "--kind broker               | b1",
        "--sort-by capacity          | beta alpha gamma",
        "--sort-by age --stale-after 1h --status busy | beta",
        "--sort-by status            | beta gamma alpha",
        "--sort-by status --reverse  | alpha gamma beta",
        "--reverse                   | gamma beta alpha",
        "--sort-by last-heartbeat -n 1 --reverse | beta",
        "--limit 2                   | alpha beta",
        "-n 2 --dead                 | beta gamma",
        "--sort-by expires           | beta alpha gamma",
        "--sort-by label:env         | gamma alpha beta",
        "-l env                      | alpha gamma",
        "-l !env                     | beta",
        "-l env!=prod                | beta gamma",
        "-l env,env!=prod            | gamma",
        "--older-than 5m             | beta",
        "--older-than 1h             | ''",
      })
  void filtersAndOrders(String arguments, String names) throws SQLException {
    fill();
    String[] words = ("list -o name " + arguments).split(" ");
    assertEquals(names, cli().run(words).out().replace('\n', ' ').strip(), "list " + arguments);
  }

  @Test
  void emptyTableSaysWhatTheFilterLeftOut() throws SQLException {
    fill();
    String[] staleAfterAnHour = {"list", "--stale-after", "1h", "--stale", "--columns", "name"};
    String leftOut =
        """
        No components match.
        1 is busy: --status busy
        1 is offline: --status offline
        1 is ready: --status ready
        """;
    assertEquals(new Ended(0, "NAME\n", leftOut), cli().run(staleAfterAnHour));
    assertEquals(new Ended(0, "NAME\n", leftOut), cli().onTerminal().run(staleAfterAnHour));
    assertEquals(
        new Ended(
            0, "NAME\n", "No components match.\n3 have a newer heartbeat than --older-than\n"),
        cli().run("list", "--older-than", "1h", "--columns", "name"));
    assertEquals(
        "No components match.\n"
            + "1 is ready: --status ready\n"
            + "1 has a newer heartbeat than --older-than\n",
        cli().run("list", "--older-than", "1h", "--dead", "--name", "[ag]*").err());
    assertEquals(
        new Ended(0, "NAME\n", "No components match.\n4 components of other kinds: --all-kinds\n"),
        cli().run("list", "--kind", "monitor", "--columns", "name"));
    assertEquals(new Ended(0, "", ""), cli().run("list", "--kind", "monitor", "-q"));
    assertEquals("", cli().run("list", "--dead", "--name", "x", "-o", "csv").err());
  }

  @Test
  void statusOfNoComponentIsAnError() throws SQLException {
    fill();
    Ended refused =
        new Ended(
            2,
            "",
            "noetl-runtime: --status: no component has the status raedy; use one of ready, active,"
                + " busy, draining, stale, offline, dead\n");
    assertEquals(refused, cli().run("list", "--status", "ready,raedy"));
    assertEquals(refused, cli().run("list", "--all-kinds", "--status", "raedy", "-o", "csv"));
    assertEquals(2, cli().run("list", "--status", "raedy", "-o", "jsonl").status());
    assertEquals(refused, cli().run("export", "--status", "raedy"));
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --status is empty; use one of ready, active, busy, draining, stale,"
                + " offline, dead\n"),
        cli().run("list", "--status", "ready,"));
    cli().run("register", "delta", "--status", "warming");
    assertEquals("delta\n", cli().run("list", "--status", "Warming", "-o", "name").out());
    assertEquals(1, cli().run("list", "--status", "warming", "-o", "jsonl").out().lines().count());
  }

  @Test
  void silenceIsReportedOfOfflineComponents() throws SQLException {
    fill();
    assertEquals(
        """
        {"name":"alpha","stale":true,"dead":true,"effective_status":"stale"}
        {"name":"beta","stale":true,"dead":true,"effective_status":"stale"}
        {"name":"gamma","stale":true,"dead":true,"effective_status":"offline"}
        """,
        cli()
            .run(
                "list",
                "--stale-after=1s",
                "--json=name,stale,dead,effective_status",
                "-o",
                "jsonl")
            .out());
  }

  @Test
  void selectorsOfSeveralWordsAndTheirErrors() throws SQLException {
    fill();
    assertEquals("alpha\n", cli().run("list", "-l", "env in (prod, test)", "-o", "name").out());
    assertEquals("beta\ngamma\n", cli().run("list", "-l", "env notin (prod)", "-o", "name").out());
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --selector: at character 10 there should be the key of a label"
                + " (got \"env=prod,\")\n"),
        cli().run("list", "-l", "env=prod,"));
  }

  @Test
  void terminalShowsStaleOnesApartAndSaysWhatToDo() throws SQLException {
    fill();
    String expected =
        """
        NAME   STATUS   EXPIRES          LAST HEARTBEAT  RUNTIME  CAPACITY
        alpha  ready    stale in 40s     20s             Python   10
        gamma  offline  -                20s             -        -

        1 stale; look closer: noetl-runtime doctor --direct -- beta
        beta   stale    stale for 9m00s  10m00s          python   9
        """;
    assertEquals(expected, terminal(80).run("list", "--direct").masked().out());
    assertEquals(
        """
        NAME  STATUS  EXPIRES          LAST HEARTBEAT
        1 stale; look closer: noetl-runtime doctor -- beta
        beta  stale   stale for 9m00s  10m00s
        """,
        terminal(53).run("list", "--stale").masked().out());
  }

  @ParameterizedTest
  @CsvSource({
    "1,1", "10,1", "17,1", "18,2", "26,2", "27,3", "43,3", "44,4", "70,6", "78,6", "79,7"
  })
  void tableKeepsTheColumnsOnTheLeftThatHaveRoom(int width, int columns) throws SQLException {
    fill();
    String[] words = {"list", "--columns", "name,kind,status,expires,runtime,capacity,age"};
    String header = terminal(width).run(words).out().lines().findFirst().orElse("");
    assertEquals(columns, header.replace("LAST ", "").split(" +").length, header);
    assertEquals(
        7, cli().columns(width).run(words).out().lines().findFirst().orElse("").split(" +").length);
  }

  @Test
  void orderThatIsAskedForIsOneBlock() throws SQLException {
    fill();
    assertEquals(
        """
        NAME   STATUS   EXPIRES          LAST HEARTBEAT  RUNTIME  CAPACITY
        beta   stale    stale for 9m00s  10m00s          python   9
        gamma  offline  -                20s             -        -
        alpha  ready    stale in 40s     20s             Python   10
        """,
        terminal(80).run("list", "--sort-by", "status").masked().out());
  }

  private CommandRun terminal(int columns) {
    return cli().onTerminal().columns(columns).with("NO_COLOR", "1");
  }

  @Test
  void columnsAreThoseThatAreAskedFor() throws SQLException {
    fill();
    assertEquals(
        """
        NAME   REGISTERED  LABEL:ENV  META:HOSTNAME
        alpha  ready       prod       test-host
        beta   busy        -          test-host
        gamma  offline     dev        test-host
        """,
        cli().run("list", "--columns", "name,registered,label:env,meta:hostname").out());
    assertEquals(
        "status,name\nready,alpha\nstale,beta\noffline,gamma\n",
        cli().run("list", "--columns", "STATUS, name", "-o", "csv").out());
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --columns: there is no column nmae; use label:KEY, meta:KEY,"
                + " metric:NAME or one of name, kind, status, expires, age, runtime, capacity,"
                + " heartbeat, host, pid, uri, labels, runtime_id, capabilities, logical, version,"
                + " load, blocked, blocked_by, registered, created, updated\n"),
        cli().run("list", "--columns", "nmae"));
    assertEquals(2, cli().run("list", "--sort-by", "size").status());
  }

  @Test
  void fieldsOfJsonAreThoseThatAreAskedFor() throws SQLException {
    fill();
    assertEquals(
        """
        {
          "items": [
            {
              "name": "beta",
              "status": "busy",
              "effective_status": "stale",
              "label:env": null,
              "meta:hostname": "test-host"
            }
          ],
          "count": 1
        }
        """,
        cli()
            .run("list", "--stale", "--json=name,status,effective_status,label:env,meta:hostname")
            .out());
    assertEquals(
        "{\"name\":\"alpha\"}\n{\"name\":\"beta\"}\n{\"name\":\"gamma\"}\n",
        cli().run("list", "--json=name", "-o", "jsonl").out());
    assertEquals(
        new Ended(
            0,
            "name kind status runtime_id runtime uri capacity labels capabilities heartbeat created_at"
                    .replace(' ', '\n')
                + "\n"
                + "updated_at\n"
                + "effective_status\n"
                + "heartbeat_age_s\n"
                + "stale\n"
                + "dead\n"
                + "expires_in_s\n"
                + "blocked\n"
                + "blocked_by\n",
            ""),
        cli().run("list", "--json"));
    assertEquals(2, cli().run("list", "--json=nmae").status());
    for (String keyless : List.of("label:", "meta:")) {
      Ended refused = cli().run("list", "--json=name," + keyless);
      assertEquals(2, refused.status());
      assertEquals(
          "noetl-runtime: --json: there is no field "
              + keyless
              + "; use label:KEY, meta:KEY, metric:NAME or one of name, kind, status, runtime_id,"
              + " runtime, uri, capacity, labels, capabilities, heartbeat, created_at, updated_at,"
              + " effective_status, heartbeat_age_s, stale, dead, expires_in_s, blocked,"
              + " blocked_by\n",
          refused.err());
    }
    assertEquals(
        "noetl-runtime: --json selects fields, but -o csv has none; use -o json, jsonl or yaml,"
            + " or --columns\n",
        cli().run("list", "--json=name", "-o", "csv").err());
  }

  @Test
  void groupsSummarise() throws SQLException {
    fill();
    assertEquals(
        """
        STATUS   COUNT  CAPACITY
        stale    1      9
        offline  1      0
        ready    1      10
        """,
        cli().run("list", "--group-by", "status").out());
    assertEquals(
        """
        KIND         COUNT  STATUSES                     CAPACITY
        broker       1      ready 1                      0
        worker_pool  3      offline 1, ready 1, stale 1  19
        """,
        cli().run("list", "--all-kinds", "--group-by", "kind").out());
    assertEquals(
        "label,count\nenv=dev,1\nenv=prod,1\n",
        cli().run("list", "--group-by", "label", "--count", "-o", "csv").out());
    assertEquals(
        """
        {"label:env":"dev","count":1,"statuses":{"offline":1},"capacity":0}
        {"label:env":"prod","count":1,"statuses":{"ready":1},"capacity":10}
        {"label:env":null,"count":1,"statuses":{"stale":1},"capacity":9}
        """,
        cli().run("list", "--group-by", "label:env", "-o", "jsonl").out());
    assertEquals("env=dev\nenv=prod\n", cli().run("list", "--group-by=label", "-o=name").out());
  }

  @Test
  void countIsANumber() throws SQLException {
    fill();
    assertEquals(new Ended(0, "3\n", ""), cli().run("list", "--count"));
    assertEquals("1\n", cli().run("list", "--count", "-l", "env=prod", "-o", "name").out());
    assertEquals("{\"count\":3}\n", cli().run("list", "--count", "-o", "jsonl").out());
    assertEquals(3, cli().run("list", "--count", "--name", "x", "--fail-empty").status());
  }

  @Test
  void wideCharactersAndEmojiAlign() {
    cli().run("register", "火星", "--label", "env=🚀");
    cli().run("register", "e\u0301", "--label", "env=prod");
    assertEquals(
        """
        NAME  LABEL:ENV  KIND
        e\u0301     prod       worker_pool
        火星  🚀         worker_pool
        """,
        cli().run("list", "--columns", "name,label:env,kind").out());
  }

  @Test
  void colourComesWithTheWordAndOnlyWhereItIsWanted() throws SQLException {
    fill();
    String yellow = "\u001b[33mstale\u001b[m";
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
  void clockThatIsFarOffIsReportedAndDoesNotChangeAges() throws SQLException {
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
        "name:         leader",
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

  @Test
  void unknownGroupIsRefusedBeforeAnyRequest() {
    Ended ended =
        cli().run("list", "--server", "http://127.0.0.1:1", "--retries", "0", "--group-by", "x");
    assertEquals(2, ended.status());
    assertEquals(
        "noetl-runtime: --group-by: there is no column x; use label:KEY, meta:KEY, metric:NAME "
            + "or one of name, kind, status, expires, age, runtime, capacity, heartbeat, "
            + "host, pid, uri, labels, runtime_id, capabilities, logical, version, "
            + "load, blocked, blocked_by, registered, created, updated\n",
        ended.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--count --columns name       | --count shows no components, so --columns has no effect;"
            + " use only one of them",
        "--count --sort-by age        | --count shows no components, so --sort-by has no effect;"
            + " use only one of them",
        "--group-by kind --sort-by age | --group-by shows no components, so --sort-by has no"
            + " effect; use only one of them",
        "--count --reverse            | --count shows no components, so --reverse has no effect;"
            + " use only one of them",
        "--count -n 1                 | --count shows no components, so --limit has no effect; use"
            + " only one of them",
        "-n 0                         | --limit: \"0\" is not a whole number from 1 to 2147483647",
        "-n 999999999999              | --limit: \"999999999999\" is not a whole number from 1 to"
            + " 2147483647",
        "--group-by kind --json=name  | --group-by shows no components, so --json has no effect;"
            + " use only one of them; -o json works with both",
        "--count --json               | --count shows no components, so --json has no effect; use"
            + " only one of them; -o json works with both",
        "--json=name --columns status | --json selects fields of documents, --columns those of"
            + " tables; use only one of them"
      })
  void whatWouldBeDroppedIsRefused(String options, String sentence) {
    assertEquals(
        new Ended(2, "", "noetl-runtime: " + sentence + "\n"),
        cli().run(("list " + options).split(" ")));
  }

  @Test
  void selectorIsCalledAsKubectlCallsIt() {
    cli().run("register", "p", "--label", "env=prod");
    cli().run("register", "t", "--label", "env=test");
    assertEquals("t\n", cli().run("list", "--selector", "env!=prod", "-o", "name").out());
  }

  @Test
  void emptyTableCountsWhatEachFilterLeftOut() throws SQLException {
    fill();
    cli().run("register", "b1", "--kind", "broker", "--uri", "nats://b1", "--label", "env=b");
    assertEquals(
        "No components match.\n3 worker pools do not match --selector env=b\n"
            + "1 component of other kinds: --all-kinds\n",
        cli().run("list", "-l", "env=b").err());
    assertEquals(
        "No components match.\n3 worker pools do not match --runtime go\n"
            + "1 worker pool does not match --selector env\n"
            + "2 worker pools do not match --name 'al*'\n",
        cli().run("list", "-l", "env", "--runtime", "go", "--name", "al*").err());
    assertEquals(
        "No components match.\n1 broker does not match --selector a --selector '!c'\n",
        cli().run("list", "-k", "broker", "-l", "a", "-l", "!c").err());
    assertEquals("", cli().run("list", "-l", "env=b", "-o", "name").err());
  }

  @Test
  void emptyTableDoesNotSuggestTheStatusThatWasGiven() throws SQLException {
    fill();
    assertEquals(
        "No components match.\n1 is busy: --status busy\n1 is offline: --status offline\n"
            + "1 is ready: leave out --stale\n",
        cli().run("list", "--stale-after", "1h", "--stale", "--status", "ready").err());
  }

  @Test
  void nameIsNoArgumentOfAList() {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: unexpected argument 'my pool'; did you mean noetl-runtime get 'my pool'"
                + " or --name 'my pool'? see noetl-runtime list --help\n"),
        cli().run("list", "my pool"));
    assertEquals(
        "noetl-runtime: unexpected argument demo; did you mean --name demo? see noetl-runtime watch"
            + " --help\n",
        cli().run("watch", "demo").err());
  }
}
