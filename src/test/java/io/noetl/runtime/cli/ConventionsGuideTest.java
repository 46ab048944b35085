package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** docs/conventions.md. */
class ConventionsGuideTest {

  private static final Pattern ROW =
      Pattern.compile(
          "\\| (.+?) \\| (.+?) \\| (.+?) \\| `noetl-runtime ?(.*?)` \\| (\\d+) \\| (.*?) ?\\|");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir private Path home;

  private record Row(
      String convention, String here, List<String> command, int exit, String shows) {}

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/conventions.md")).stream()
        .filter(line -> line.contains("`noetl-runtime"))
        .map(ConventionsGuideTest::row)
        .toList();
  }

  private static Row row(String line) {
    Matcher row = ROW.matcher(line);
    assertTrue(row.matches(), line);
    List<String> words =
        WORD.matcher(row.group(4))
            .results()
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
            .toList();
    return new Row(row.group(1), row.group(3), words, Integer.parseInt(row.group(5)), row.group(6));
  }

  @TestFactory
  Stream<DynamicTest> commandOfEachRowDoesWhatTheRowSays() throws IOException {
    return rows().stream().map(row -> DynamicTest.dynamicTest(row.convention(), () -> holds(row)));
  }

  private void holds(Row row) {
    CommandRun.direct(home).run("register", "demo", "--runtime", "python", "--label", "env=prod");
    CommandRun.direct(home).run("register", "other");
    CommandRun.Ended ended = CommandRun.direct(home).run(row.command().toArray(String[]::new));
    String all = ended.out() + ended.err();
    assertAll(
        () -> assertEquals(row.exit(), ended.status(), all),
        () -> assertTrue(all.contains(row.shows()), all));
  }

  @Test
  void eachRowSaysYesOrNo() throws IOException {
    assertEquals(
        List.of(),
        rows().stream().map(Row::here).filter(here -> !here.matches("yes|no(: .+)?")).toList());
  }
}
