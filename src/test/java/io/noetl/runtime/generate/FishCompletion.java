package io.noetl.runtime.generate;

import io.noetl.runtime.generate.Taken.Looked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the completion for fish. */
final class FishCompletion {

  private FishCompletion() {}

  static String of(ProgramModel program) {
    List<String> options = new ArrayList<>();
    List<String> complete = new ArrayList<>();
    program.root().options().forEach(option -> complete.add(option("", "", option)));
    List<String> aliases = new ArrayList<>();
    for (CommandModel command : program.commands()) {
      String name = command.name();
      String words = words(command);
      if (!command.aliases().isEmpty()) {
        aliases.add("case " + name);
        aliases.add("    string split ' ' '" + String.join(" ", command.aliases()) + "'");
      }
      if (!command.options().isEmpty()) {
        options.add("case " + name);
        options.add("    string split ' ' '" + parsed(command) + "'");
      }
      if (!command.arguments().isEmpty()) {
        complete.add(
            "complete -c noetl-runtime -n '__noetl_runtime_is %s' -a '(__noetl_runtime_arguments %s %s)'"
                .formatted(words, name, arguments(command)));
      }
      command.options().forEach(option -> complete.add(option(" " + name, " " + words, option)));
    }
    return Template.of("completion.fish")
        .lines("options", options)
        .lines("aliases", aliases)
        .lines("list", program.commands().stream().map(FishCompletion::listed).toList())
        .lines("complete", complete)
        .words("before", before(program))
        .words("valued", names(program.registry(), false))
        .words("switches", names(program.registry(), true))
        .text();
  }

  /** The options that may stand before a command, and take a value. */
  private static List<String> before(ProgramModel program) {
    return program.shared().stream()
        .filter(OptionModel::needsValue)
        .flatMap(option -> option.names().stream())
        .toList();
  }

  private static String listed(CommandModel command) {
    return "printf '%s\\t%s\\n' "
        + command.name()
        + " "
        + quoted(command.header().replaceFirst("\\.$", ""));
  }

  private static List<String> names(List<OptionModel> options, boolean switches) {
    return options.stream()
        .filter(option -> option.isSwitch() == switches)
        .map(OptionModel::bareName)
        .toList();
  }

  /**
   * What argparse is to know: {@code k/kind=}, {@code =+} for a repeated and {@code =?} for an
   * optional value.
   */
  private static String parsed(CommandModel command) {
    return String.join(" ", command.options().stream().map(FishCompletion::parsed).toList());
  }

  /** Of one option argparse takes a short and a long name; a second long one is another to it. */
  private static String parsed(OptionModel option) {
    String value =
        option.isSwitch() ? "" : option.valueIsOptional() ? "=?" : option.repeatable() ? "=+" : "=";
    List<String> parsed = new ArrayList<>();
    String shorts = "";
    for (String name : option.names()) {
      String bare = name.replaceFirst("^--?", "");
      if (OptionModel.isLong(name)) {
        parsed.add(shorts + bare + value);
        shorts = "";
      } else {
        shorts = bare + "/";
      }
    }
    if (!shorts.isEmpty()) {
      parsed.add(shorts.replace("/", "") + value);
    }
    return String.join(" ", parsed);
  }

  private static String words(CommandModel command) {
    List<String> words = new ArrayList<>(List.of(command.name()));
    words.addAll(command.aliases());
    return String.join(" ", words);
  }

  private static String option(String command, String words, OptionModel option) {
    StringBuilder line = new StringBuilder("complete -c noetl-runtime -n ");
    line.append(command.isEmpty() ? "__noetl_runtime_is" : "'__noetl_runtime_is" + words + "'");
    for (String name : option.names()) {
      line.append(OptionModel.isLong(name) ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    }
    line.append(value(command, option));
    return line.append(" -d ").append(quoted(option.description())).toString();
  }

  private static String value(String command, OptionModel option) {
    String needed = option.valueIsOptional() ? "" : " -x";
    return switch (option.taken()) {
      case null -> "";
      case Taken.Words words -> needed + " -a '" + String.join(" ", words.words()) + "'";
      case Taken.WordList words ->
          needed + " -a '(__noetl_runtime_list " + String.join(" ", words.words()) + ")'";
      case Looked looked ->
          switch (looked) {
            case FILE -> (option.valueIsOptional() ? "" : " -r") + " -F";
            case NAME -> needed + " -a '(__noetl_runtime_names" + command + ")'";
            case LABEL -> needed + " -a '(__noetl_runtime_labels" + command + ")'";
            case REFERENCE -> needed + " -a '(__noetl_runtime_references" + command + ")'";
            case CONTEXT -> needed + " -a '(__noetl_runtime_contexts)'";
            case COMMAND -> needed + " -a '(__noetl_runtime_commands)'";
            case PROGRAM -> needed + " -a '(__fish_complete_command)'";
            case TEXT -> needed;
          };
    };
  }

  private static String arguments(CommandModel command) {
    return String.join(
        " ",
        command.arguments().stream()
            .map(argument -> taken(argument.taken()) + (argument.repeatable() ? "..." : ""))
            .toList());
  }

  private static String taken(@Nullable Taken taken) {
    return switch (taken) {
      case null -> "";
      case Taken.Words words -> String.join(",", words.words());
      case Taken.WordList words -> String.join(",", words.words());
      case Looked looked -> looked.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
