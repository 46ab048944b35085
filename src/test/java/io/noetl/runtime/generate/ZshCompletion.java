package io.noetl.runtime.generate;

import io.noetl.runtime.generate.Taken.Looked;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the completion for zsh, in the words of its {@code _arguments}. */
final class ZshCompletion {

  private ZshCompletion() {}

  static String of(ProgramModel program) {
    List<String> cases = new ArrayList<>();
    for (CommandModel command : program.commands()) {
      List<String> words = new ArrayList<>(List.of(command.name()));
      words.addAll(command.aliases());
      cases.add(String.join(" | ", words) + ")");
      List<String> specs = specs(command);
      if (specs.isEmpty()) {
        cases.add("  _message 'no more arguments'");
      } else {
        cases.add("  _arguments -s -S \\");
        specs.forEach(spec -> cases.add("    " + spec + " \\"));
        cases.add("    && ret=0");
      }
      cases.add("  ;;");
    }
    return Template.of("completion.zsh")
        .lines(
            "root",
            Stream.concat(program.root().options().stream(), program.beforeCommand().stream())
                .map(option -> option(option) + " \\")
                .toList())
        .lines("commands", cases)
        .lines("list", program.commands().stream().map(ZshCompletion::listed).toList())
        .words("valued", names(program.registry(), false))
        .words("switches", names(program.registry(), true))
        .words("letters", List.of(letters(program)))
        .text();
  }

  private static String listed(CommandModel command) {
    return quoted(command.name() + ":" + command.header().replaceFirst("\\.$", ""));
  }

  private static List<String> names(List<OptionModel> options, boolean switches) {
    return options.stream()
        .filter(option -> option.isSwitch() == switches)
        .flatMap(option -> option.names().stream())
        .toList();
  }

  /** The short options that take a value in no command. */
  private static String letters(ProgramModel program) {
    Set<String> letters = new TreeSet<>();
    program.commands().forEach(command -> letters.addAll(letters(command, true)));
    program.commands().forEach(command -> letters.removeAll(letters(command, false)));
    return String.join("", letters);
  }

  private static List<String> letters(CommandModel command, boolean switches) {
    return names(command.options(), switches).stream()
        .filter(name -> !OptionModel.isLong(name))
        .map(name -> name.substring(1))
        .toList();
  }

  private static List<String> specs(CommandModel command) {
    List<String> specs = new ArrayList<>();
    command.options().forEach(option -> specs.add(option(option)));
    for (int i = 0; i < command.arguments().size(); i++) {
      ArgumentModel argument = command.arguments().get(i);
      // Three colons: for a program only its own words count.
      String place = argument.repeatable() ? "*" : Integer.toString(i + 1);
      String colons = argument.repeatable() && argument.taken() == Looked.PROGRAM ? ":::" : ":";
      specs.add(quoted(place + colons + plain(argument.label()) + ":" + action(argument.taken())));
    }
    return specs;
  }

  private static String option(OptionModel option) {
    String told = "[" + plain(option.description()).replaceAll("([\\[\\]])", "\\\\$1") + "]";
    String value = option.isSwitch() ? "" : value(option);
    String others =
        option.endsTheLine()
            ? "(- : *)"
            : option.repeatable()
                ? "*"
                : option.names().size() > 1 ? "(" + String.join(" ", option.names()) + ")" : "";
    List<String> names = option.names().stream().map(name -> name + suffix(name, option)).toList();
    return names.size() == 1
        ? quoted(others + names.getFirst() + told + value)
        : (others.isEmpty() ? "" : quoted(others))
            + "{"
            + String.join(",", names)
            + "}"
            + quoted(told + value);
  }

  /** A value behind a short name may follow at once; an optional one has to. */
  private static String suffix(String name, OptionModel option) {
    if (option.isSwitch()) {
      return "";
    }
    return OptionModel.isLong(name)
        ? option.valueIsOptional() ? "=-" : "="
        : option.valueIsOptional() ? "-" : "+";
  }

  private static String value(OptionModel option) {
    return (option.valueIsOptional() ? "::" : ":")
        + plain(option.label())
        + ":"
        + action(option.taken());
  }

  private static String action(@Nullable Taken taken) {
    return switch (taken) {
      case null -> " ";
      case Taken.Words words -> "(" + String.join(" ", words.words()) + ")";
      case Taken.WordList words ->
          // Behind a blank it is called as it stands.
          " _noetl-runtime_list " + String.join(" ", words.words());
      case Looked looked ->
          switch (looked) {
            case FILE -> "_files";
            case NAME -> "_noetl-runtime_names";
            case LABEL -> "_noetl-runtime_labels";
            case REFERENCE -> "_noetl-runtime_references";
            case CONTEXT -> "_noetl-runtime_contexts";
            case COMMAND -> "_noetl-runtime_commands";
            case PROGRAM -> "_normal";
            case TEXT -> " ";
          };
    };
  }

  private static String plain(String text) {
    return text.replace("\\", "\\\\").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
