package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of several components: by name, by selector and of all. */
class SeveralComponentsTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void register() {
    cli().run("register", "a", "--label", "env=prod", "--runtime", "python");
    cli().run("register", "b", "--label", "env=prod", "--runtime", "python");
    cli().run("register", "c", "--label", "env=test", "--runtime", "python");
  }

  private String statuses() {
    return cli().run("list", "--columns", "name,status", "-o", "csv").out();
  }

  @Test
  void selectorChangesWhatMatches() {
    assertEquals(
        new Ended(
            0,
            """
            NAME  KIND         RESULT
            a     worker_pool  draining
            b     worker_pool  draining
            """,
            ""),
        cli().run("drain", "-l", "env=prod"));
    assertEquals("name,status\na,draining\nb,draining\nc,ready\n", statuses());
    assertEquals(
        new Ended(
            0,
            """
            NAME  KIND         RESULT
            a     worker_pool  ready
            b     worker_pool  ready
            c     worker_pool  not draining; nothing changed
            """,
            ""),
        cli().run("resume", "--all"));
    assertEquals("name,status\na,ready\nb,ready\nc,ready\n", statuses());
  }

  @Test
  void selectedComponentsComeInNaturalOrder() {
    cli().run("register", "pool-10", "--label", "zone=x");
    cli().run("register", "pool-2", "--label", "zone=x");
    assertEquals("pool-2\npool-10\n", cli().run("drain", "-l", "zone=x", "-o", "name").out());
  }

  @Test
  void selectionLeavesOfflineComponentsUnlessForced() {
    cli().run("deregister", "a");
    assertEquals(
        """
        NAME  KIND         RESULT
        a     worker_pool  offline; nothing changed
        b     worker_pool  changed
        """,
        cli().run("set", "-l", "env=prod", "--capacity", "7").out());
    assertEquals("name,capacity\na,\nb,7\nc,\n", columns("capacity"));
    assertEquals(
        0, cli().run("set", "-l", "env=prod", "--capacity", "8", "--force", "-q").status());
    assertEquals("name,capacity\na,8\nb,8\nc,\n", columns("capacity"));
  }

  private String columns(String column) {
    return cli().run("list", "--columns", "name," + column, "-o", "csv").out();
  }

  @Test
  void nameThatIsUnknownFailsAloneAndEndsWith12() {
    Ended ended = cli().run("drain", "a", "x", "b").masked();
    assertEquals(
        new Ended(
            12,
            """
            NAME  KIND         RESULT
            a     worker_pool  draining
            x     worker_pool  failed
            b     worker_pool  draining
            """,
            "noetl-runtime: worker_pool x is not registered\n"),
        new Ended(
            ended.status(), ended.out(), ended.err().replaceAll("noetl-runtime: .*x.*", UNKNOWN)));
    assertEquals("name,status\na,draining\nb,draining\nc,ready\n", statuses());
    assertEquals(5, cli().run("deregister", "x", "y").status());
  }

  private static final String UNKNOWN = "noetl-runtime: worker_pool x is not registered";

  @Test
  void machineReadsOneItemForEachComponent() {
    assertEquals(
        """
        {"status":"ok","name":"a","runtime_id":"ID","runtime":null,"kind":"worker_pool",\
        "component":{"name":"a","kind":"worker_pool","status":"draining","runtime_id":"ID"},\
        "result":"draining"}
        {"status":"ok","name":"b","runtime_id":"ID","runtime":null,"kind":"worker_pool",\
        "component":{"name":"b","kind":"worker_pool","status":"draining","runtime_id":"ID"},\
        "result":"draining"}
        """,
        cli().run("drain", "a", "b", "-o", "jsonl").masked().out());
    assertEquals("a\nb\n", cli().run("set", "a", "b", "--capacity", "3", "-o", "name").out());
    assertEquals(
        "name,capacity\na,3\nb,3\nc,\n",
        cli().run("list", "--columns", "name,capacity", "-o", "csv").out());
  }

  @Test
  void failedItemCarriesItsError() {
    assertEquals(
        "{\"component\":{\"name\":\"x\",\"kind\":\"worker_pool\"},\"result\":\"failed\","
            + "\"error\":{\"code\":\"unknown_component\",\"exit\":5}}",
        cli()
            .run("heartbeat", "a", "x", "-o", "jsonl")
            .out()
            .lines()
            .skip(1)
            .findFirst()
            .orElse("")
            .replaceAll(",\"message\".*", "}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"drain", "deregister", "heartbeat", "set --status busy", "set --reset"})
  void dryRunListsWhatWouldChangeAndChangesNothing(String command) {
    String before = statuses();
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("-l", "env in (prod,test)", "--dry-run", "-o", "name"));
    String said =
        command.equals("set --reset")
            ? ""
            : "noetl-runtime: dry run, nothing was sent: 3 requests; -v shows them\n";
    assertEquals(new Ended(0, "a\nb\nc\n", said), cli().run(words.toArray(String[]::new)));
    assertEquals(before, statuses());
  }

  @Test
  void verboseDryRunShowsTheRequests() throws Exception {
    String drained =
        cli()
            .run("drain", "a", "b", "--dry-run", "-v", "-o", "name")
            .err()
            .lines()
            .filter(line -> line.startsWith("set "))
            .map(line -> line.replace(home.toString(), "HOME"))
            .collect(Collectors.joining("\n"));
    assertEquals(
        """
        set sqlite:HOME/.local/share/noetl/runtime.db {"name":"a","kind":"worker_pool",\
        "status":"draining","runtime":{"drain_note":null,"drain_until":"resume"}}
        set sqlite:HOME/.local/share/noetl/runtime.db {"name":"b","kind":"worker_pool",\
        "status":"draining","runtime":{"drain_note":null,"drain_until":"resume"}}\
        """,
        drained);
    try (RuntimeService registry =
            TestRegistry.sqlite(home.resolve(".local/share/noetl/runtime.db"));
        TestEndpoint server = TestEndpoint.start(registry)) {
      String sent =
          new CommandRun(home)
              .run("heartbeat", "a", "b", "--dry-run", "-v", "-o", "name", "-s", server.address())
              .err();
      assertEquals(
          List.of("a", "b"),
          sent.lines()
              .filter(line -> line.startsWith("curl "))
              .map(line -> line.replaceAll(".*\"name\":\"(.)\".*", "$1"))
              .toList(),
          sent);
    }
  }

  @Test
  void dryRunSaysWhatItWouldBe() {
    assertEquals(
        new Ended(
            0,
            """
            NAME  KIND         RESULT
            a     worker_pool  would be draining
            b     worker_pool  would be draining
            """,
            "noetl-runtime: dry run, nothing was sent: 2 requests; -v shows them\n"),
        cli().run("drain", "a", "b", "--dry-run"));
    assertEquals(
        "{\"component\":{\"name\":\"a\",\"kind\":\"worker_pool\"},"
            + "\"result\":\"would be offline\",\"dry_run\":true}",
        cli()
            .run("deregister", "--all", "--dry-run", "-o", "jsonl")
            .out()
            .lines()
            .findFirst()
            .orElse(""));
  }

  @Test
  void selectionLeavesWhatIsOfflineWhileANameIsMeant() {
    cli().run("deregister", "a");
    assertEquals(
        """
        NAME  KIND         RESULT
        a     worker_pool  offline; nothing changed
        b     worker_pool  alive
        c     worker_pool  alive
        """,
        cli().run("heartbeat", "--all").out());
    assertEquals("name,status\na,offline\nb,ready\nc,ready\n", statuses());
    assertEquals(12, cli().run("drain", "a", "b").status());
    assertEquals(0, cli().run("heartbeat", "a", "b").status());
    assertEquals("name,status\na,ready\nb,draining\nc,ready\n", statuses());
  }

  @Test
  void deregistrationOfAllReportsEach() {
    assertEquals(
        """
        NAME  KIND         RESULT
        a     worker_pool  offline
        x     worker_pool  not registered
        """,
        cli().run("deregister", "a", "x", "--ignore-not-found").out());
    assertEquals("name,status\na,offline\nb,ready\nc,ready\n", statuses());
  }

  @Test
  void terminalIsAskedWithNumberAndRegistry() {
    String url = "sqlite:" + home.resolve(".local/share/noetl/runtime.db");
    assertEquals(
        new Ended(
            1,
            "",
            "Drain 2 components (a, b) on " + url + "? [y/N] noetl-runtime: nothing was changed\n"),
        cli().answering("n\n").run("drain", "-l", "env=prod"));
    assertEquals("name,status\na,ready\nb,ready\nc,ready\n", statuses());
    assertEquals(0, cli().answering("y\n").run("drain", "-l", "env=prod").status());
    assertEquals("name,status\na,draining\nb,draining\nc,ready\n", statuses());
    assertEquals("", cli().answering("n\n").run("resume", "--all", "--yes").err());
    assertEquals("name,status\na,ready\nb,ready\nc,ready\n", statuses());
    assertEquals("", cli().answering("n\n").run("drain", "-l", "env=test").err());
    assertEquals(
        "Send a heartbeat of 3 components (a, b, c) on " + url + "? [y/N] ",
        cli().answering("y\n").run("heartbeat", "--all").err());
  }

  @Test
  void eachLineOfAnErrorNamesTheComponent() {
    String large = "x".repeat(40_000);
    cli().run("set", "a", "b", "--label", "one=" + large, "--meta", "one=" + large);
    assertEquals(
        """
        noetl-runtime: worker_pool a: labels: must have at most 65536 bytes (got an object)
        noetl-runtime: worker_pool b: labels: must have at most 65536 bytes (got an object)
        """,
        cli().run("set", "a", "b", "--label", "two=" + large).err());
    cli().run("deregister", "a");
    assertEquals(
        "noetl-runtime: worker_pool a is offline, its last heartbeat was 0s ago, and a change would"
            + " make it look alive; start the worker first, or add --force\n",
        cli().run("drain", "a", "b").masked().err());
  }

  @Test
  void nothingThatMatchesIsNoError() {
    assertEquals(
        new Ended(0, "", "noetl-runtime: no worker_pool matches; nothing to do\n"),
        cli().run("drain", "-l", "env=dev", "-o", "name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drain a -l env=prod: NAME and --selector cannot be used together; use only one of them",
        "drain a --all: NAME and --all cannot be used together; use only one of them",
        "drain --all -l x: --selector and --all cannot be used together; use only one of them",
        "drain a b --uri http://a: --uri works on one component; name a single component",
        "set a b --pid 1: --pid works on one component; name a single component",
        "set a b: nothing to change; name a value, such as --capacity 10",
        "deregister a b --verify 5s: --verify works on one component; name a single component",
        "heartbeat a b --every 5s: --every works on one component; name a single component",
        "heartbeat --all --recreate: --recreate works on one component; name a single component"
      })
  void whatNeedsOneComponentIsRefusedForSeveral(String refused) {
    String command = refused.substring(0, refused.indexOf(": "));
    assertEquals(
        new Ended(2, "", "noetl-runtime: " + refused.substring(command.length() + 2) + "\n"),
        cli().run(command.split(" ")));
  }

  @Test
  void serverIsAskedOnceForEachChange() {
    try (RuntimeService registry = TestRegistry.sqlite(home.resolve("served.db"));
        TestEndpoint server = TestEndpoint.start(registry)) {
      CommandRun world = new CommandRun(home).with("NOETL_SERVER_URL", server.address());
      world.run("register", "a", "--label", "env=prod");
      world.run("register", "b", "--label", "env=prod");
      assertEquals("a\nb\n", world.run("drain", "-l", "env=prod", "--mark", "-o", "name").out());
      assertEquals(
          1,
          world
              .run("resume", "-l", "env=prod", "-v")
              .err()
              .lines()
              .filter(line -> line.contains("GET") && line.contains("/api/worker/pools"))
              .filter(line -> !line.contains("status=none"))
              .count());
    }
  }
}
