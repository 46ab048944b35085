package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares what is checked in with what the commands are now; {@code src/dist/update-generated.sh}
 * renews it.
 */
class GeneratedTest {

  @Test
  void filesAreWhatTheCommandsMakeOfThem() throws IOException {
    Map<String, String> made = Generated.files();
    Map<String, String> checkedIn = new TreeMap<>();
    for (String folder : new String[] {"completions", "man", "docs/commands", Generated.HELP}) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          checkedIn.put(file.toString(), Files.readString(file));
        }
      }
    }
    assertEquals(made.keySet(), checkedIn.keySet(), "run src/dist/update-generated.sh");
    made.forEach((file, content) ->
        assertEquals(
            content, checkedIn.get(file), file + " is old: run src/dist/update-generated.sh"));
  }

  @Test
  void pageHasANameOfItsOwn() throws IOException {
    try (Stream<Path> pages = Files.walk(Path.of("man"))) {
      List<String> names =
          pages
              .filter(Files::isRegularFile)
              .map(page -> page.getFileName().toString().replaceFirst("\\.\\d$", ""))
              .sorted()
              .toList();
      assertEquals(names.stream().distinct().toList(), names);
    }
  }
}
