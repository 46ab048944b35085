package io.noetl.runtime.generate;

import io.noetl.runtime.generate.Taken.Looked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Writes the completion for bash. */
final class BashCompletion {

  private BashCompletion() {}

  static String of(ProgramModel program) {
    List<String> cases = new ArrayList<>();
    add(withShared(program), "@command", cases);
    for (CommandModel command : program.commands()) {
      add(command, arguments(command), cases);
    }
    return Template.of("completion.bash")
        .lines("commands", cases)
        .words("list", program.commands().stream().map(CommandModel::name).toList())
        .words("registry", names(program.registry().stream()).toList())
        .text();
  }

  /** The program with the options that may stand before a command. */
  private static CommandModel withShared(ProgramModel program) {
    CommandModel root = program.root();
    List<OptionModel> options = new ArrayList<>(root.options());
    options.addAll(program.beforeCommand());
    return new CommandModel(
        root.name(),
        root.aliases(),
        root.group(),
        root.header(),
        root.synopsis(),
        root.description(),
        options,
        root.arguments(),
        root.examples(),
        root.settings());
  }

  private static void add(CommandModel command, String arguments, List<String> cases) {
    List<String> words = new ArrayList<>(List.of(command.name()));
    words.addAll(command.aliases());
    cases.add((command.name().isEmpty() ? "''" : String.join(" | ", words)) + ")");
    add("switches", names(options(command, OptionModel::isSwitch)), cases);
    add("valued", pairs(options(command, OptionModel::needsValue)), cases);
    add("optional", pairs(options(command, OptionModel::valueIsOptional)), cases);
    add("arguments", Stream.of(arguments), cases);
    cases.add("  ;;");
  }

  private static void add(String variable, Stream<String> words, List<String> cases) {
    String all = String.join(" ", words.toList());
    if (!all.isEmpty()) {
      cases.add("  " + variable + "='" + all + "'");
    }
  }

  private static Stream<OptionModel> options(CommandModel command, Predicate<OptionModel> wanted) {
    return command.options().stream().filter(wanted);
  }

  private static Stream<String> names(Stream<OptionModel> options) {
    return options.flatMap(option -> option.names().stream());
  }

  private static Stream<String> pairs(Stream<OptionModel> options) {
    return options.flatMap(
        option -> option.names().stream().map(name -> name + "=" + taken(option.taken())));
  }

  private static String arguments(CommandModel command) {
    return String.join(
        " ",
        command.arguments().stream()
            .map(argument -> taken(argument.taken()) + (argument.repeatable() ? "..." : ""))
            .toList());
  }

  private static String taken(@org.jspecify.annotations.Nullable Taken taken) {
    return switch (taken) {
      case null -> "";
      case Taken.Words words -> String.join(",", words.words());
      case Taken.WordList words -> "@list," + String.join(",", words.words());
      case Looked looked -> "@" + looked.name().toLowerCase(Locale.ROOT);
    };
  }
}
