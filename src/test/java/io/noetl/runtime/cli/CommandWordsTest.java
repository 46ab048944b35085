package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The position of the command on a line, and its names. */
class CommandWordsTest {

  @TempDir private Path home;

  @BeforeEach
  void component() {
    CommandRun.direct(home).run("register", "demo", "--runtime", "python");
  }

  private CommandRun.Ended run(String line) {
    return CommandRun.direct(home).run(line.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "-o name list",
    "-oname list",
    "-o=name list",
    "--output name list",
    "--output=name list",
    "-vo name list",
    "--direct --timeout 3s -o json list -o name",
    "ls -o name",
    "-o name ls",
    "list -A -o name",
  })
  void globalOptionsStandBeforeTheCommandAsWell(String line) {
    CommandRun.Ended ended = run(line);
    assertEquals("demo\n", ended.out(), ended.err());
    assertEquals(0, ended.status());
  }

  @Test
  void helpBeforeTheCommandIsThatOfTheCommand() {
    assertEquals(run("help"), run("help --help"));
    assertEquals(run("help"), run("help help"));
    assertEquals(run("list --help"), run("-h list"));
    assertEquals(run("list --help"), run("help ls"));
    assertEquals(run("deregister --help"), run("rm -h"));
  }

  @ParameterizedTest
  @CsvSource({"delete", "rm"})
  void aliasesDeregister(String alias) {
    assertEquals(0, run(alias + " demo").status());
    assertEquals(
        "offline\n",
        run("list --columns status -o csv").out().lines().skip(1).findFirst().orElse("") + "\n");
  }

  @Test
  void describeIsGet() {
    assertEquals(run("get demo -o name"), run("describe demo -o name"));
    assertEquals("demo\n", run("describe demo -o name").out());
  }

  @ParameterizedTest
  @CsvSource({
    "completion bash",
    "exit-codes",
    "explain name",
    "help register",
    "help",
    "probe-script",
  })
  void commandsWithoutRegistryIgnoreTheOptionsBeforeThem(String line) {
    CommandRun.Ended plain = run(line);
    assertEquals(0, plain.status(), plain.err());
    assertEquals(plain, run("-v --context prod -s http://h --direct " + line));
  }

  @Test
  void optionBeforeTheCommandThatItDoesNotHaveIsRefused() {
    assertEquals(
        new CommandRun.Ended(
            2, "", "noetl-runtime: unknown option --context; see noetl-runtime serve --help\n"),
        run("--context prod serve"));
    assertEquals(2, run("completion bash --context prod").status());
    assertEquals(
        "noetl-runtime: unknown option --servr; did you mean --server? see noetl-runtime --help\n",
        run("--servr x list").err());
  }

  @Test
  void theseOptionsAreThoseThatTheHelpDescribes() {
    String topic = run("help options").out();
    List<String> others = new ArrayList<>(GlobalOptions.names());
    others.removeIf(name -> topic.matches("(?s).*" + name + "[= \n].*"));
    assertEquals(List.of(), others);
    long options = topic.lines().filter(line -> line.matches("  (-.,|   ) --.*")).count();
    assertEquals(options, GlobalOptions.names().size());
  }

  @Test
  void errorsOfRunKeepTheirExitCodeBehindOptions() {
    assertEquals(125, run("-q run").status());
  }

  @ParameterizedTest
  @CsvSource({
    "remove, did you mean deregister?",
    "status, did you mean get or list?",
    "complete, did you mean completion?",
    "tree, did you mean dependencies?",
    "rollout, did you mean versions?",
    "ping, did you mean heartbeat?",
    "create, did you mean register?",
    "edit, did you mean set?",
    "delte, did you mean delete?",
    "reister, did you mean register?",
    "hepl, did you mean help?",
    "x, ''",
    "gte, did you mean get?",
    "wtach, did you mean watch?",
    "waiting, did you mean wait?",
    "nonsense, ''",
    "cat, ''",
  })
  void unknownCommandIsAnsweredWithOneThatIsNear(String written, String suggestion) {
    String meant = suggestion.isEmpty() ? "" : suggestion + " ";
    String rest = written + "; " + meant + "see noetl-runtime --help\n";
    assertEquals(
        new CommandRun.Ended(2, "", "noetl-runtime: unknown command " + rest), run(written));
    assertEquals(
        new CommandRun.Ended(2, "", "noetl-runtime: unknown command or topic " + rest),
        run("help " + written));
  }

  @ParameterizedTest
  @CsvSource({
    "--capcity=3, did you mean --capacity?",
    "--knd, did you mean --kind?",
    "-x, ''",
    "--x, ''",
    "--nonsense, ''",
  })
  void unknownOptionIsAnsweredWithOneOfItsCommand(String written, String suggestion) {
    String meant = suggestion.isEmpty() ? "" : suggestion + " ";
    assertEquals(
        "noetl-runtime: unknown option "
            + written
            + "; "
            + meant
            + "see noetl-runtime register --help\n",
        run("register a " + written).err());
  }

  @Test
  void optionsWithoutCommandAreAnsweredWithTheHelp() {
    String help = run("help").out();
    assertEquals(new CommandRun.Ended(2, "", help), run("-s http://h -v"));
    assertEquals(new CommandRun.Ended(0, help, ""), run("-s http://h --help"));
    assertEquals("noetl-runtime 1.2.3", run("--version -v").out().lines().findFirst().orElse(""));
  }

  @ParameterizedTest
  @CsvSource({"--nonsense list", "-vx list", "--server", "-v", "-- list"})
  void otherLinesAreLeftAsTheyAre(String line) {
    List<String> words = List.of(line.split(" "));
    assertEquals(words, GlobalOptions.behindCommand(words));
  }

  @ParameterizedTest
  @CsvSource({
    "--dead list, --dead is an option of list",
    "--dead, '--dead is an option of list, watch'",
    "-l env=prod list, -l is an option of list",
    "--port=1 serve, --port is an option of serve",
  })
  void optionOfACommandStandsAfterIt(String line, String sentence) {
    assertEquals(
        new CommandRun.Ended(
            2,
            "",
            "noetl-runtime: unknown option "
                + line.split(" ")[0]
                + "; "
                + sentence
                + ": put it after the command\n"),
        run(line));
  }

  @ParameterizedTest
  @CsvSource({"-o, --output", "--server, --server", "-qs, --server", "-v --output, --output"})
  void optionWithoutItsValueIsNamed(String line, String option) {
    assertEquals(
        new CommandRun.Ended(
            2,
            "",
            "noetl-runtime: missing required parameter for option '"
                + option
                + "'; see noetl-runtime --help\n"),
        run(line));
  }
}
