package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.files.FileFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Asks for confirmation on the terminal; any answer but yes means no. */
public final class Confirmation {

  private Confirmation() {}

  public static boolean isConfirmed(String question, Environment environment) {
    environment
        .host()
        .signals()
        .on(
            "INT",
            () -> {
              // The prompt of the shell begins on a new line.
              environment.err().println();
              environment.err().flush();
              environment.host().signals().endBy("INT");
              environment.host().halt().accept(ExitCode.INTERRUPTED.code());
            });
    environment.err().print(question + " [y/N] ");
    environment.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(environment.in(), StandardCharsets.UTF_8))
              .readLine();
      if (answer == null) {
        environment.err().println();
      }
      return answer != null
          && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException unreadable) {
      throw new UsageException(
          "cannot read the answer: " + FileFailure.reason(unreadable), "add --yes");
    }
  }
}
