package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Compares the help of every command with its snapshot in {@code
 * src/main/resources/io/noetl/runtime/cli/help}. Where a change is meant, run {@code
 * src/dist/update-generated.sh}.
 */
class HelpTest {

  private static final Path SNAPSHOTS = Path.of("src/main/resources/io/noetl/runtime/cli/help");

  @TempDir private Path home;

  static Stream<String> commands() {
    return CommandTable.NAMES.stream();
  }

  private static String snapshot(String name) throws IOException {
    return Files.readString(SNAPSHOTS.resolve(name + ".txt"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsAsItsSnapshotSays(String command) throws IOException {
    CommandRun.Ended ended = new CommandRun(home).run(command, "--help");
    assertEquals(new CommandRun.Ended(0, snapshot(command), ""), ended);
    if (!PregeneratedHelp.TOPICS.contains(command)) {
      assertEquals(ended, new CommandRun(home).run("help", command));
    }
  }

  @Test
  void helpOfTheWholeIsAsItsSnapshotSays() throws IOException {
    assertEquals(
        new CommandRun.Ended(0, snapshot("noetl-runtime"), ""), new CommandRun(home).run("--help"));
    assertEquals(
        new CommandRun.Ended(0, snapshot("noetl-runtime"), ""), new CommandRun(home).run("help"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsEightyColumnsAndHasExamples(String command) {
    String help = new CommandRun(home).run(command, "--help").out();
    assertAll(help.lines().map(line -> () -> assertTrue(line.length() <= 80, line)));
    assertTrue(help.contains("\nExamples:\n  noetl-runtime " + command), help);
  }

  @Test
  void withoutCommandTheHelpIsOnStderr() throws IOException {
    assertEquals(
        new CommandRun.Ended(2, "", snapshot("noetl-runtime")), new CommandRun(home).run());
  }

  @Test
  void everyCommandIsInOneGroup() {
    List<String> grouped =
        Arrays.stream(CommandGroup.values()).flatMap(group -> group.commands().stream()).toList();
    List<String> commands = new ArrayList<>(CommandTable.NAMES);
    commands.add("help");
    assertEquals(commands, grouped);
  }

  @Test
  void mostHelpsFitAScreen() throws IOException {
    List<String> longer = new ArrayList<>();
    for (String command : CommandTable.NAMES) {
      if (snapshot(command).lines().count() >= 40) {
        longer.add(command);
      }
    }
    assertTrue(CommandTable.NAMES.size() - longer.size() >= 15, longer.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void examplesAreNotWrapped(String command) throws IOException {
    CommandLine model = Generated.root().getSubcommands().get(command);
    String help = snapshot(command);
    for (String line : model.getCommandSpec().usageMessage().footer()) {
      assertTrue(help.contains("\n" + line + "\n"), line);
    }
  }

  static Stream<String> topics() {
    return PregeneratedHelp.TOPICS.stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void topicIsHelpAndAManualPage(String topic) throws IOException {
    String text = Files.readString(SNAPSHOTS.resolve("topics/" + topic + ".txt"));
    assertEquals(new CommandRun.Ended(0, text, ""), new CommandRun(home).run("help", topic));
    assertAll(text.lines().map(line -> () -> assertTrue(line.length() <= 80, line)));
    String page = topic.equals("exit-codes") ? "exit-status" : topic;
    assertTrue(Files.exists(Path.of("man/man7/noetl-runtime-" + page + ".7")));
    assertTrue(snapshot("noetl-runtime").contains("\n  " + topic + " "));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void linesDoNotBreakInUrls(String command) throws IOException {
    assertFalse(snapshot(command).matches("(?s).*:\\n *//.*"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void textsHaveNoFormatThatPicocliCannotRead(String command) {
    CommandLine model = Generated.root().getSubcommands().get(command);
    List<String> texts =
        new ArrayList<>(List.of(model.getCommandSpec().usageMessage().description()));
    model.getCommandSpec().options().forEach(option -> texts.addAll(List.of(option.description())));
    texts.forEach(text -> assertDoesNotThrow(() -> String.format(text), text));
  }

  @Test
  void variableStandsBesideTheOptionThatItSets() throws IOException {
    assertTrue(snapshot("list").contains("[$NOETL_RUNTIME_STALE_AFTER]"));
    assertFalse(snapshot("wait").contains("[$NOETL_RUNTIME_TIMEOUT]"));
    assertFalse(snapshot("list").contains("[$NOETL_WORKER_POOL_RUNTIME]"));
    assertFalse(snapshot("serve").contains("--direct"), "a hidden option");
  }

  @Test
  void sharedOptionsAreATopic() throws IOException {
    String topic = Files.readString(SNAPSHOTS.resolve("topics/options.txt"));
    assertEquals(new CommandRun.Ended(0, topic, ""), new CommandRun(home).run("help", "options"));
    assertTrue(topic.contains("[$NOETL_SERVER_URL]"), topic);
    assertAll(
        CommandTable.NAMES.stream()
            .map(command ->
                () ->
                    assertFalse(
                        snapshot(command).contains("--cacert=") && !command.equals("serve"),
                        command)));
  }

  @Test
  void everySnapshotBelongsToACommand() throws IOException {
    Set<String> expected = commands().collect(Collectors.toCollection(TreeSet::new));
    expected.add("noetl-runtime");
    expected.add("topics");
    try (Stream<Path> files = Files.list(SNAPSHOTS)) {
      assertEquals(
          expected,
          files
              .map(file -> file.getFileName().toString().replace(".txt", ""))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void versionIsOneLine() {
    assertEquals(
        new CommandRun.Ended(0, "noetl-runtime 1.2.3\n", ""),
        new CommandRun(home).run("--version"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpThatIsAskedForWithMoreIsTheSame(String command) throws IOException {
    assertEquals(snapshot(command), new CommandRun(home).run(command, "--help", "-h").out());
  }
}
