package io.noetl.runtime.cli.failure;

import io.noetl.runtime.text.NearestWord;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The failure for a parse error of picocli. */
public final class ParseFailure {

  /** Selects by labels, while {@code --label} sets one. */
  private static final String SELECTOR = "--selector";

  /** An option of more commands belongs to none in particular. */
  private static final int MOST_OWNERS = 3;

  private ParseFailure() {}

  /**
   * The failure, with a suggestion where the word is near to a known one.
   *
   * @param written the command line
   * @param aliases further words for commands
   * @param shared options that may stand before a command
   */
  public static Failure of(
      ParameterException problem, List<String> written, List<String> aliases, List<String> shared) {
    String owner = owner(problem, written);
    String hint = owner == null ? hint(problem, aliases, shared) : owner;
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

  /** Advice for an option of a command that stands before it; null for other problems. */
  private static @Nullable String owner(ParameterException problem, List<String> written) {
    CommandSpec root = problem.getCommandLine().getCommandSpec();
    if (!(problem instanceof UnmatchedArgumentException unmatched)
        || !unmatched.isUnknownOption()
        || root.subcommands().isEmpty()) {
      return null;
    }
    String option = optionName(unmatched.getUnmatched().getFirst());
    List<String> owners = new ArrayList<>();
    for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
      if (command.getValue().getCommandSpec().optionsMap().containsKey(option)) {
        owners.add(command.getKey());
      }
    }
    List<String> named = new ArrayList<>(owners);
    named.retainAll(written);
    owners = named.isEmpty() ? owners : named;
    return owners.isEmpty() || owners.size() > MOST_OWNERS
        ? null
        : option + " is an option of " + String.join(", ", owners) + ": put it after the command";
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
