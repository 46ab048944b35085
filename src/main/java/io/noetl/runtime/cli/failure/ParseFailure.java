package io.noetl.runtime.cli.failure;

import io.noetl.runtime.text.NearestWord;
import io.noetl.runtime.text.ShellWord;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The failure for a parse error of picocli. */
public final class ParseFailure {

  private ParseFailure() {}

  public static Failure of(ParameterException problem) {
    return new Failure(ExitCode.USAGE, message(problem), hint(problem), null, null);
  }

  private static String message(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      if (unmatched.isUnknownOption()) {
        return "unknown option " + ShellWord.of(first);
      }
      return problem.getCommandLine().getParent() == null
          ? "unknown command " + ShellWord.of(first)
          : "unexpected argument " + ShellWord.of(first);
    }
    String message = String.valueOf(problem.getMessage());
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static String hint(ParameterException problem) {
    CommandSpec command = problem.getCommandLine().getCommandSpec();
    String help = "see " + command.qualifiedName() + " --help";
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String meant =
          NearestWord.to(
              unmatched.getUnmatched().getFirst(),
              unmatched.isUnknownOption()
                  ? command.optionsMap().keySet()
                  : command.subcommands().keySet());
      if (meant != null) {
        return "did you mean " + meant + "? " + help;
      }
    }
    return help;
  }
}
