package io.noetl.runtime.cli.failure;

import io.noetl.runtime.text.NearestWord;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The failure for a parse error of picocli. */
public final class ParseFailure {

  /** Selects by labels, while {@code --label} sets one. */
  private static final String SELECTOR = "--selector";

  private ParseFailure() {}

  /**
   * The failure, with a suggestion where the word is near to a known one.
   *
   * @param aliases further words for commands
   * @param shared options that may stand before a command
   */
  public static Failure of(ParameterException problem, List<String> aliases, List<String> shared) {
    String hint = hint(problem, aliases, shared);
    return new Failure(ExitCode.USAGE, message(problem), hint, null, null);
  }

  /** The command that was meant by an unknown one; null where none is near. */
  public static @Nullable String suggestion(String written, Collection<String> commands) {
    String synonym = CommandSynonyms.of(written);
    return synonym == null ? NearestWord.to(written, commands) : synonym;
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

  private static String hint(
      ParameterException problem, List<String> aliases, List<String> shared) {
    CommandSpec command = problem.getCommandLine().getCommandSpec();
    String help = "see " + command.qualifiedName() + " --help";
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String written = unmatched.getUnmatched().getFirst();
      String meant = null;
      if (unmatched.isUnknownOption()) {
        List<String> options = new ArrayList<>(command.optionsMap().keySet());
        options.addAll(command.subcommands().isEmpty() ? List.of() : shared);
        meant =
            optionName(written).equals("--label") && options.contains(SELECTOR)
                ? SELECTOR
                : NearestWord.to(optionName(written), options);
      } else if (!command.subcommands().isEmpty()) {
        List<String> words = new ArrayList<>(command.subcommands().keySet());
        words.addAll(aliases);
        meant = suggestion(written, words);
      }
      if (!unmatched.isUnknownOption() && command.optionsMap().containsKey("--name")) {
        String name = ShellWord.of(written);
        String get = command.name().equals("list") ? "noetl-runtime get " + name + " or " : "";
        return "did you mean " + get + "--name " + name + "? " + help;
      }
      if (meant != null) {
        return "did you mean " + meant + "? " + help;
      }
    }
    return help;
  }

  private static String optionName(String written) {
    int equals = written.indexOf('=');
    return equals < 0 ? written : written.substring(0, equals);
  }
}
