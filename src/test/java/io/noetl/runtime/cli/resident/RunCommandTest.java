package io.noetl.runtime.cli.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command run does before its program starts. */
class RunCommandTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home).with("NOETL_WORKER_POOL_NAME", "pool");
  }

  /** The words that remain for a command line, as the parser reads a marked one. */
  private static RunWords read(String commandLine) {
    List<String> words = new ArrayList<>(RunWords.marked(List.of(commandLine.split(" "))));
    // The parser takes the first -- away.
    words.remove("--");
    return RunWords.of(words.getFirst(), words.get(1), words.subList(2, words.size()));
  }

  @ParameterizedTest
  @CsvSource({
    "demo -- sh -c x, demo, sh -c x",
    "-- sh -c x, , sh -c x",
    "-- sh, , sh",
    "-- -demo -- sh x, -demo, sh x",
    "demo sh x, demo, sh x",
    "demo sh -- x, demo, sh x",
    "demo -- sh -- x, demo, sh -- x",
    "demo -- -- sh, demo, sh"
  })
  void nameStandsBeforeTheDashes(String commandLine, String name, String command) {
    assertEquals(new RunWords(name, List.of(command.split(" "))), read(commandLine));
  }

  @Test
  void commandIsNeeded() {
    assertThrows(UsageException.class, () -> RunWords.of("demo", "--", List.of()));
    assertEquals(
        new Ended(
            125,
            "",
            "noetl-runtime: missing required parameter: 'CMD'; see noetl-runtime run --help\n"),
        cli().run("run", "--"));
  }

  @Test
  void programThatIsMissingIsNotedBeforeTheRegistration() throws IOException {
    assertEquals(
        new Ended(127, "", "noetl-runtime: cannot start /nonexistent: No such file or directory\n"),
        cli().run("run", "--", "/nonexistent"));
    assertEquals(
        new Ended(127, "", "noetl-runtime: cannot start nonesuch: No such file or directory\n"),
        cli().run("run", "demo", "--", "nonesuch", "-x"));
    Path data = Files.writeString(home.resolve("data"), "");
    assertEquals(
        new Ended(126, "", "noetl-runtime: cannot start " + data + ": Permission denied\n"),
        cli().run("run", "demo", "--", data.toString()));
    assertEquals(
        new Ended(126, "", "noetl-runtime: cannot start /etc: Permission denied\n"),
        cli().run("run", "demo", "--", "/etc"));
    assertFalse(Files.exists(home.resolve(".local")), "nothing was registered");
  }

  @Test
  void nameOfTheVariableIsRegisteredAndAnErrorNamesTheOptionsOfRun() {
    cli().run("register", "pool", "--pid", "7", "--hostname", "w-7");
    assertEquals(
        new Ended(
            125,
            "",
            "noetl-runtime: worker_pool \"pool\" is held by host w-7 pid 7, last heartbeat 0s ago;"
                + " stop that process or wait until it is stale, or take the name over with"
                + " --takeover\n"),
        cli().run("run", "--", "true").masked());
  }

  @Test
  void componentWithoutANameIsNotRun() {
    assertEquals(
        new Ended(
            125,
            "",
            "noetl-runtime: no component is named; give NAME or set NOETL_WORKER_POOL_NAME\n"),
        CommandRun.direct(home).run("run", "--", "true"));
  }

  @Test
  void programWaitsForItsDependencies() {
    cli().run("register", "pool", "--pid", "7", "--hostname", "w-7");
    String[] run = {
      "run",
      "--depends-on",
      "broker/b1",
      "--depends-on",
      "broker/b2!optional",
      "--wait-for-dependencies",
      "--",
      "true"
    };
    assertEquals(
        new Ended(
            125,
            "",
            """
            TIME noetl-runtime: worker_pool pool: waiting for dependencies: broker/b1 (not registered)
            noetl-runtime: dependencies were not met within 1m00s: broker/b1 (not registered);\
             wait longer with --wait-for-dependencies=DURATION
            """),
        cli().time(new ScriptedTime()).run(run).masked());
    // Once it does not wait any more, it finds that the name is held.
    Ended met =
        cli()
            .time(
                new ScriptedTime(
                    () -> {}, () -> cli().run("register", "b1", "-k", "broker", "--uri", "u")))
            .run(run);
    assertEquals(125, met.status());
    assertTrue(
        met.masked()
            .err()
            .startsWith(
                """
                TIME noetl-runtime: worker_pool pool: waiting for dependencies: broker/b1 (not registered)
                noetl-runtime: worker_pool "pool" is held by host w-7 pid 7\
                """),
        met.err());
    assertTrue(cli().run(run).err().startsWith("noetl-runtime: worker_pool \"pool\" is held"));
  }

  @Test
  void selectedComponentsAreWaitedFor() {
    cli().run("register", "pool", "--pid", "7", "--hostname", "w-7");
    cli().run("register", "b1", "-k", "broker", "--uri", "u", "--label", "env=test");
    String[] run = {
      "run",
      "--depends-on",
      "broker?env=prod",
      "--depends-on",
      "worker_pool/pool",
      "--wait-for-dependencies=1s",
      "--on-blocked=keep",
      "--",
      "true"
    };
    Ended lacking = cli().time(new ScriptedTime()).run(run);
    assertEquals(125, lacking.status());
    assertTrue(
        lacking
            .err()
            .contains(
                "dependencies were not met within 1s: broker?env=prod (0 match, 0 ready),"
                    + " worker_pool/pool"),
        lacking.err());
    assertEquals(
        new Ended(
            125,
            "",
            "noetl-runtime: --on-blocked sleep is not one of keep, stop; use one of these\n"),
        cli().run("run", "--on-blocked", "sleep", "--", "true"));
  }

  @Test
  void missingProgramIsNotWaitedFor() {
    assertEquals(
        new Ended(127, "", "noetl-runtime: cannot start nonesuch: No such file or directory\n"),
        cli()
            .run(
                "run",
                "--depends-on",
                "broker/b1",
                "--wait-for-dependencies=10s",
                "--",
                "nonesuch"));
    assertEquals(125, cli().run("run", "--wait-for-dependencies=soon", "--", "true").status());
  }
}
