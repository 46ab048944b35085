package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about rolling a fleet forward, followed as it is written. */
class RollingGuideTest {

  private static final Path GUIDE = Path.of("docs/rolling.md");

  @TempDir private Path home;

  @Test
  void commandsPrintWhatThePageShows() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, rules());
    List<GuideSteps.Step> steps = new ArrayList<>();
    for (String line : Files.readAllLines(GUIDE)) {
      if (line.startsWith("## ")) {
        steps.addAll(GuideSteps.of(GUIDE, line.substring("## ".length())));
      }
    }
    assertEquals(26, steps.size(), steps.toString());
    GuideSteps.follow(steps, CommandRun.direct(home), home);
  }

  /** The block of the page that begins with the key. */
  private static String rules() throws IOException {
    List<String> page = Files.readAllLines(GUIDE);
    int first = page.indexOf("    compatibility:");
    assertTrue(first > 0, "the page has rules");
    return String.join(
            "\n", page.subList(first, first + page.subList(first, page.size()).indexOf("")))
        .indent(-4);
  }
}
