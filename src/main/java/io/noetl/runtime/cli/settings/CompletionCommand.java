package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.BundledText;
import io.noetl.runtime.cli.process.Environment;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code completion}: prints the completion script for a shell. */
@Command(
    name = "completion",
    header = "Print the completion script of a shell.",
    description = {
      "",
      "The script completes commands, options, values, files, and the names of components"
          + " in the registry that is selected on the line.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime completion bash >/etc/bash_completion.d/noetl-runtime",
      "  source <(noetl-runtime completion zsh)",
      "  noetl-runtime completion fish | source"
    })
public final class CompletionCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "SHELL", description = "bash, zsh or fish.")
  private @Nullable String shell;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final Environment environment;

  public CompletionCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    String script = "noetl-runtime." + CompletionShell.of(shell).word();
    environment.out().append(BundledText.read(CompletionCommand.class, script));
    return ExitCode.OK.code();
  }
}
