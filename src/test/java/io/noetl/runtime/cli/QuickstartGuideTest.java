package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the quick start print what the page shows, one section after another. */
class QuickstartGuideTest {

  private static final Path GUIDE = Path.of("docs/quickstart.md");
  private static final String PROMPT = "    $ ";
  private static final String PROGRAM = "noetl-runtime ";

  @TempDir private Path home;

  /** A command of the page with the output below it. */
  private record Step(String command, String output) {}

  private static List<Step> steps(String section) throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean within = false;
    boolean isOutput = false;
    for (String line : Files.readAllLines(GUIDE)) {
      within = line.startsWith("## ") ? line.equals("## " + section) : within;
      if (within && line.startsWith(PROMPT)) {
        steps.add(new Step(line.substring(PROMPT.length()), ""));
        isOutput = true;
      } else if (isOutput && line.startsWith("    ")) {
        Step step = steps.removeLast();
        steps.add(new Step(step.command, step.output + line.substring(4) + "\n"));
      } else {
        isOutput = false;
      }
    }
    return steps;
  }

  @Test
  void commandsWithoutAServerPrintWhatThePageShows() throws IOException {
    follow(steps("Without a server"), new CommandRun(home), 9);
  }

  @Test
  void commandsWithAServerPrintWhatThePageShows() throws Exception {
    try (RuntimeService service = TestRegistry.sqlite(home.resolve("served.db"));
        TestEndpoint endpoint = TestEndpoint.start(service)) {
      CommandRun run = new CommandRun(home).with("NOETL_SERVER_URL", endpoint.address());
      follow(steps("With a server"), run, 4);
    }
  }

  private static void follow(List<Step> steps, CommandRun run, int expectedSteps) {
    assertEquals(expectedSteps, steps.size(), steps.toString());
    run.with("NO_COLOR", "1").onTerminal().columns(80);
    int status = 0;
    for (Step step : steps) {
      String output;
      if (step.command.equals("echo $?")) {
        output = status + "\n";
      } else {
        assertTrue(step.command.startsWith(PROGRAM), step.command);
        Ended ended = run.run(step.command.substring(PROGRAM.length()).split(" "));
        status = ended.status();
        output = ended.out() + ended.err();
      }
      assertEquals(masked(step.output), masked(output), step.command);
    }
  }

  /** Ids and seconds differ from run to run, and with the seconds the width of a column. */
  private static String masked(String text) {
    return new Ended(0, text, "").masked().out().replaceAll(" +", " ");
  }
}
