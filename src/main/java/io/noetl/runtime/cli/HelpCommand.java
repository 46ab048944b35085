package io.noetl.runtime.cli;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.ParseFailure;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code help}: shows the help of the program or of one command. */
@Command(
    name = "help",
    header = "Show the help of a command or a topic.",
    footer = {
      "",
      "Examples:",
      "  noetl-runtime help",
      "  noetl-runtime help register",
      "  noetl-runtime help options"
    })
final class HelpCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "A command or a topic.")
  private @Nullable String command;

  private final Environment environment;

  HelpCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    String text =
        command == null || command.equals("help")
            ? PregeneratedHelp.ofProgram()
            : PregeneratedHelp.of(CommandTable.command(command));
    if (text == null) {
      String written = String.valueOf(command);
      List<String> known = new ArrayList<>(CommandTable.NAMES);
      known.addAll(CommandTable.ALIASES);
      known.add("help");
      known.addAll(PregeneratedHelp.TOPICS);
      String meant = ParseFailure.suggestion(written, known);
      throw new UsageException(
          "unknown command or topic " + ShellWord.of(written),
          (meant == null ? "" : "did you mean " + meant + "? ") + "see noetl-runtime --help");
    }
    environment.out().append(text);
    return ExitCode.OK.code();
  }
}
