package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.terminal.OutputOptions;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code exit-codes}: lists the exit codes. */
@Command(
    name = "exit-codes",
    header = "List the exit codes and which of them are worth a retry.",
    description = "",
    footer = {"", "Examples:", "  noetl-runtime exit-codes", "  noetl-runtime exit-codes -o csv"})
public final class ExitCodesCommand implements Callable<Integer> {

  private static final View<ExitCode> VIEW =
      new View<>(
          List.of(
              Column.of("CODE", exit -> Integer.toString(exit.code())),
              Column.of("NAME", ExitCode::word),
              Column.of("RETRY", ExitCode::retry),
              Column.of("MEANING", ExitCode::meaning)),
          ExitCode::word,
          exit ->
              JsonObject.EMPTY
                  .with("code", exit.code())
                  .with("name", exit.word())
                  .with("retry", exit.retry().equals("yes"))
                  .withPresent("retry_when", exit.retryWhen())
                  .with("meaning", exit.meaning())
                  .node(),
          exit -> List.of(exit.meaning()));

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Environment environment;

  public ExitCodesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    // Exit code 11, a broken configuration, can be looked up with that configuration.
    Presenter.of(output.settings(), output.quiet, environment)
        .list(List.of(ExitCode.values()), JsonObject.EMPTY, VIEW);
    return ExitCode.OK.code();
  }
}
