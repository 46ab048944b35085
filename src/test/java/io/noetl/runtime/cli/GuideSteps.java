package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.cli.process.ScriptedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of a guide with the output that it shows, to be followed as they are written. */
final class GuideSteps {

  private static final String PROMPT = "    $ ";
  private static final String PROGRAM = "noetl-runtime ";

  private GuideSteps() {}

  /** A command of the page with the output below it. */
  record Step(String command, String output) {}

  /** The steps of a section. */
  static List<Step> of(Path guide, String section) throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean within = false;
    boolean isOutput = false;
    for (String line : Files.readAllLines(guide)) {
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

  /** Runs the commands, and compares what each prints with the page. */
  static void follow(List<Step> steps, CommandRun run, Path home) {
    run.with("NO_COLOR", "1").onTerminal().columns(80).time(new ScriptedTime());
    int status = 0;
    for (Step step : steps) {
      String output;
      if (step.command.equals("echo $?")) {
        output = status + "\n";
      } else {
        assertTrue(step.command.startsWith(PROGRAM), step.command);
        Ended ended = run.run(step.command.substring(PROGRAM.length()).split(" "));
        status = ended.status();
        output = (ended.out() + ended.err()).replace(home.toString(), "/home/me");
      }
      assertEquals(masked(step.output), masked(output), step.command);
    }
  }

  /** Ids and seconds differ from run to run, and with the seconds the width of a column. */
  private static String masked(String text) {
    return new Ended(0, text, "").masked().out().replaceAll(" +", " ");
  }
}
