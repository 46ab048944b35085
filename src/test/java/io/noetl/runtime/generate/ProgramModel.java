package io.noetl.runtime.generate;

import java.util.List;
import java.util.Set;

/**
 * All that the completions and the manual pages are made from.
 *
 * @param date of the release, so that a page is the same whenever it is made
 * @param registry the options of {@code list} that say whose names are meant
 */
public record ProgramModel(
    String version,
    String date,
    CommandModel root,
    List<CommandModel> commands,
    List<OptionModel> registry,
    List<Exit> exits) {

  private static final Set<String> SHARED = Set.of("Connection", "TLS", "Output");

  /** The options that every command that reaches a registry has. */
  List<OptionModel> shared() {
    return commands.stream()
        .filter(command -> command.name().equals("list"))
        .flatMap(command -> command.options().stream())
        .filter(option -> SHARED.contains(option.section()))
        .toList();
  }

  /** The same without those that the program itself has. */
  List<OptionModel> beforeCommand() {
    return shared().stream().filter(option -> !root.has(option.names().getLast())).toList();
  }

  /** An exit code. */
  public record Exit(int code, String word, String meaning, String retry) {}
}
