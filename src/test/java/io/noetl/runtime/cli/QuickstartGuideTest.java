package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the quick start print what the page shows, one section after another. */
class QuickstartGuideTest {

  private static final Path GUIDE = Path.of("docs/quickstart.md");
  @TempDir private Path home;

  @Test
  void commandsWithoutAServerPrintWhatThePageShows() throws IOException {
    follow(GuideSteps.of(GUIDE, "Without a server"), new CommandRun(home), 9);
  }

  @Test
  void commandsWithAServerPrintWhatThePageShows() throws Exception {
    try (RuntimeService service = TestRegistry.sqlite(home.resolve("served.db"));
        TestEndpoint endpoint = TestEndpoint.start(service)) {
      CommandRun run = new CommandRun(home).with("NOETL_SERVER_URL", endpoint.address());
      follow(GuideSteps.of(GUIDE, "With a server"), run, 4);
    }
  }

  private void follow(List<GuideSteps.Step> steps, CommandRun run, int expectedSteps) {
    assertEquals(expectedSteps, steps.size(), steps.toString());
    GuideSteps.follow(steps, run, home);
  }
}
