package io.noetl.runtime.cli;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.text.NearestWord;
import io.noetl.runtime.text.ShellWord;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code help}: shows the help of the program or of one command. */
@Command(
    name = "help",
    header = "Show the help of a command.",
    footer = {"", "Examples:", "  noetl-runtime help", "  noetl-runtime help register"})
final class HelpCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  private @Nullable String command;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine root = spec.parent().commandLine();
    Map<String, CommandLine> commands = root.getSubcommands();
    CommandLine wanted = command == null ? root : commands.get(command);
    if (wanted == null) {
      String written = String.valueOf(command);
      String meant = NearestWord.to(written, commands.keySet());
      throw new UsageException(
          "unknown command " + ShellWord.of(written),
          (meant == null ? "" : "did you mean " + meant + "? ") + "see noetl-runtime --help");
    }
    wanted.usage(wanted.getOut());
    return ExitCode.OK.code();
  }
}
