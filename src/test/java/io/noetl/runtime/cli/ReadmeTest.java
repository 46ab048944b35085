package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README is short, begins with the two commands, and names every command and every guide. */
class ReadmeTest {

  private static final int MOST_LINES = 170;
  private static final Path README = Path.of("README.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(README);
  }

  @Test
  void readmeIsShort() throws IOException {
    assertTrue(lines().size() <= MOST_LINES, lines().size() + " lines");
  }

  @Test
  void twoCommandsComeFirst() throws IOException {
    assertEquals(
        List.of(
            "    ./noetl-runtime register demo-pool --runtime python --direct",
            "    ./mvnw verify"),
        lines().stream().filter(line -> line.startsWith("    ")).limit(2).toList());
  }

  @Test
  void tablesNameEveryCommandInTheOrderOfTheHelp() throws IOException {
    List<String> stated = new ArrayList<>();
    lines().stream()
        .dropWhile(line -> !line.equals("## Commands"))
        .takeWhile(line -> !line.equals("## Recipes"))
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> {
          Matcher command = CODE.matcher(line.substring(0, line.indexOf('|', 1)));
          while (command.find()) {
            stated.add(command.group(1));
          }
        });
    assertEquals(
        Stream.of(CommandGroup.values()).flatMap(group -> group.commands().stream()).toList(),
        stated);
  }

  @Test
  void everyGuideIsLinked() throws IOException {
    String readme = Files.readString(README);
    try (Stream<Path> guides = Files.list(Path.of("docs"))) {
      assertEquals(
          List.of(),
          guides
              .map(Path::toString)
              .filter(guide -> guide.endsWith(".md") && !readme.contains("(" + guide + ")"))
              .toList());
    }
  }
}
