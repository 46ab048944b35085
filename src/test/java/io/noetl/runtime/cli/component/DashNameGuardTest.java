package io.noetl.runtime.cli.component;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.failure.SuggestedCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Components whose names look like options. */
class DashNameGuardTest {

  private static final String NAME = "--server=http://elsewhere.invalid";

  /** An ordinary name of the same length. */
  private static final String PLAIN = "p".repeat(NAME.length());

  @TempDir private Path home;

  private Ended run(String... arguments) {
    return CommandRun.direct(home).run(arguments);
  }

  private void register(String name) {
    assertEquals(0, run("register", "--allow-dash", "--runtime", "python", "--", name).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get",
        "check",
        "set --capacity 3",
        "heartbeat",
        "heartbeat --recreate --runtime python --allow-dash",
        "deregister",
        "drain",
        "drain --dry-run",
        "resume",
        "wait --for ready",
        "doctor --observe 1ms",
        "register --allow-dash",
        "register --allow-dash --dry-run"
      })
  void everyCommandTakesItBehindTwoDashes(String command) {
    register(NAME);
    register(PLAIN);

    Ended ended = run((command + " -- " + NAME).split(" "));

    assertEquals(0, ended.status(), ended.toString());
    assertEquals(
        shown(run((command + " -- " + PLAIN).split(" "))), shown(ended).replace(NAME, PLAIN));
  }

  private static String shown(Ended ended) {
    return ended.masked().out().replaceAll("\\d+ (ms|µs)", "N $1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "--server=http://elsewhere.invalid", "--", " -x"})
  void nobodyRegistersItUnasked(String name) throws Exception {
    String refused = "NAME: must not begin with a dash (got \"" + name.strip() + "\")";
    String hint =
        "; commands would parse it as an option; add --allow-dash if the name is registered"
            + " already\n";
    Path file =
        Files.writeString(
            home.resolve("one.json"), "{\"name\":\"" + name + "\",\"runtime\":\"p\"}");
    Path files = Files.writeString(home.resolve("all.json"), "[" + Files.readString(file) + "]");

    assertEquals(new Ended(2, "", "noetl-runtime: " + refused + hint), run("register", "--", name));
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: "
                + file
                + ":1: "
                + name.strip()
                + refused.replace("NAME", ": name")
                + hint),
        run("register", "-f", file.toString()));
    assertEquals(2, run("register", "-f", files.toString()).status());
    assertEquals(2, run("apply", "-f", files.toString()).status());
    assertEquals(2, run("heartbeat", "--recreate", "--runtime", "p", "--", name).status());
    assertEquals(2, run("heartbeat", "--registration", file.toString()).status());
    assertEquals("", run("list", "-o", "name").out());
  }

  @Test
  void applyChangesOneThatExists() throws Exception {
    register(NAME);
    Path file =
        Files.writeString(home.resolve("all.json"), "[{\"name\":\"" + NAME + "\",\"capacity\":7}]");

    assertEquals(0, run("apply", "-f", file.toString()).status());
    assertEquals(
        "name,capacity\n" + NAME + ",7\n",
        run("list", "--columns", "name,capacity", "-o", "csv", "--csv-raw").out());
  }

  @Test
  void whatIsSuggestedHasItAsAnOperandAtTheEnd() {
    register(NAME);
    CommandRun later =
        CommandRun.direct(home).onTerminal().clock(() -> Instant.now().plusSeconds(1000));

    assertEquals(
        "next: noetl-runtime get -- " + NAME,
        run("doctor", "--observe", "1ms", "--", NAME).out().lines().toList().getLast());
    Ended unknown = run("heartbeat", "--", "--direct=;rm");
    assertEquals(
        "noetl-runtime: no worker_pool named \"--direct=;rm\" is registered; register "
            + "it first: noetl-runtime register -- '--direct=;rm'\n",
        unknown.err());
    assertEquals(
        List.of("1 stale; look closer: noetl-runtime doctor -- " + NAME),
        later
            .run("list", "--stale-after", "1ms")
            .out()
            .lines()
            .filter(line -> line.startsWith("1 stale"))
            .toList());
  }

  /** The kind is the registry's text as well. */
  @Test
  void kindThatIsNoneIsNoPartOfACommand() {
    assertEquals(
        "noetl-runtime get --server u -- a",
        SuggestedCommand.on("get", "x; rm -rf /", "a", " --server u"));
    assertEquals("noetl-runtime get -- a", SuggestedCommand.on("get", null, "a", ""));
    assertEquals(
        "noetl-runtime get --kind broker -- 'a b'",
        SuggestedCommand.on("get", "broker", "a b", ""));
    assertEquals("noetl-runtime get -- a", SuggestedCommand.on("get", "--server=x", "a", ""));
  }
}
