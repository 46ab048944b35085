package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command set. */
class SetCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @Test
  void labelsOfOptionsAndOfTheVariableReadAlike() {
    cli().run("register", "a", "--label", "gpu, env=dev", "--label", "tier=a=b");
    cli().with("NOETL_WORKER_LABELS", "gpu, env=dev,tier=a=b").run("register", "b");
    assertEquals(
        "name,labels\na,\"gpu,env=dev,tier=a=b\"\nb,\"gpu,env=dev,tier=a=b\"\n",
        cli().run("list", "--columns", "name,labels", "-o", "csv").out());
    cli().run("set", "a", "--label", "gpu-,env=prod,x");
    assertEquals(
        "name,labels\na,\"env=prod,tier=a=b,x\"\n",
        cli().run("list", "-l", "x", "--columns", "name,labels", "-o", "csv").out());
  }

  @Test
  void namedValuesChangeAndTheRestIsKept() {
    cli().run("register", "demo", "--runtime", "python", "--capacity", "1", "--label", "env=prod");

    assertEquals(
        new Ended(0, "worker_pool demo: changed (runtime_id ID)\n", ""),
        cli()
            .run("set", "demo", "--capacity", "2", "--label", "gpu=a=b", "--label", "env-")
            .masked());

    assertEquals(
        """
        name,kind,status,runtime,capacity,labels
        demo,worker_pool,ready,python,2,gpu=a=b
        """,
        columns("name,kind,status,runtime,capacity,labels"));
  }

  /** Those columns of the list as CSV. */
  private String columns(String names) {
    return cli().run("list", "-o", "csv", "--columns", names).out();
  }

  private String row(String names) {
    return columns(names).lines().skip(1).findFirst().orElse("");
  }

  @Test
  void variablesOfTheWorkerChangeNothing() {
    cli().run("register", "demo", "--capacity", "1", "--hostname", "h");

    cli()
        .with("NOETL_WORKER_CAPACITY", "9")
        .with("HOSTNAME", "other")
        .with("NOETL_WORKER_POOL_NAME", "demo")
        .run("set", "--status", "busy");

    assertEquals("demo,busy,1,h", row("name,status,capacity,host"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "demo | nothing to change; name a value, such as --capacity 10",
        "demo --label =x | --label: =x is not K=V; write --label env=prod",
        "demo --label - | --label: - is not K=V; write --label env=prod",
        "demo --capacity -1 | --capacity: must be 0 to 2147483647 (got \"-1\")",
        "demo --pid x | --pid: must be a whole number of at most 64 bits (got \"x\")",
        "demo --reset --capacity 1 | --reset cannot be used with other values; set them afterwards",
        "demo --status= | --status is empty; give it a value or remove it"
      })
  void badChangeIsRefused(String arguments, String sentence) {
    assertEquals(
        new Ended(2, "", "noetl-runtime: " + sentence + "\n"),
        cli().run(("set " + arguments).split(" ")));
  }

  @Test
  void unknownNameExitsFiveAndSaysWhereToLook() {
    cli().run("init");
    assertEquals(
        new Ended(
            5,
            "",
            "noetl-runtime: no broker named \"b\" is registered; see what is registered:"
                + " noetl-runtime list --kind broker\n"),
        cli().run("set", "b", "--kind", "broker", "--capacity", "1"));
  }

  @Test
  void dryRunShowsTheChangeAndMakesNone() {
    cli().run("register", "demo", "--capacity", "1", "--hostname", "h");

    assertEquals(
        """
        {"dry_run":{"method":"set","target":"sqlite:HOME/.local/share/noetl/runtime.db",\
        "headers":{},"body":{"name":"demo","kind":"worker_pool","capacity":2,\
        "labels":{"a":null},"runtime":{"type":"go","pid":7,\
        "v":"1","pid_ns":null,"pid_started":null,"pid_ns_socket":null}},"curl":null}}
        """,
        cli()
            .run(
                "set",
                "demo",
                "--capacity",
                "2",
                "--label",
                "a-",
                "--runtime",
                "go",
                "--pid",
                "7",
                "--meta",
                "v=1",
                "--dry-run",
                "-o",
                "jsonl")
            .out()
            .replace(home.toString(), "HOME"));
    assertEquals("demo,1", row("name,capacity"));
  }

  @Test
  void changedValueIsShownUntilItIsReset() {
    String[] beat = {"register", "demo", "--pid", "7", "--capacity", "1", "--label", "env=prod"};
    cli().run(beat);
    cli().run("set", "demo", "--capacity", "20", "--label", "env-", "--label", "a=b");
    cli().run("set", "demo", "--meta", "key=secret", "--uri", "http://u:p@h", "--runtime", "go");
    cli().run(beat);

    assertEquals("demo,20,a=b,go", row("name,capacity,labels,runtime"));
    assertEquals(
        List.of("operator:     set capacity 20, uri, label a=b, label env-, runtime, meta key"),
        cli().run("get", "demo").out().lines().filter(it -> it.startsWith("operator")).toList());

    assertEquals(
        new Ended(0, "worker_pool demo: reset (runtime_id ID)\n", ""),
        cli().run("set", "demo", "--reset").masked());
    assertEquals(
        new Ended(0, "worker_pool demo: no values were set; nothing changed (runtime_id ID)\n", ""),
        cli().run("set", "demo", "--reset").masked());
    assertEquals("demo,20", row("name,capacity"), "until the next registration");
    cli().run(beat);
    assertEquals("demo,1,env=prod", row("name,capacity,labels"));
  }
}
