package io.noetl.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of every command where they stand before the command. */
final class GlobalOptions {

  private static final List<Global> ALL =
      List.of(
          Global.valued("--context"),
          Global.valued("--server", 's'),
          Global.toggle("--direct"),
          Global.valued("--database"),
          Global.valued("--token-file"),
          Global.valued("--header", 'H'),
          Global.valued("--timeout"),
          Global.valued("--deadline"),
          Global.valued("--retries"),
          Global.valued("--cacert"),
          Global.valued("--cert"),
          Global.valued("--key"),
          Global.valued("--key-passphrase-file"),
          Global.toggle("--insecure"),
          Global.toggle("--show-secrets"),
          Global.valued("--output", 'o'),
          Global.valued("--color"),
          Global.toggle("--csv-raw"),
          Global.toggle("--verbose", 'v'),
          Global.toggle("--quiet", 'q'),
          Global.toggle("--help", 'h'));

  /** Commands that reach no registry, and so have few of these options. */
  private static final Set<String> WITHOUT_REGISTRY =
      Set.of("completion", "exit-codes", "explain", "flaps", "help", "probe-script");

  /**
   * An option.
   *
   * @param letter of its short name; a blank where it has none
   */
  private record Global(String name, char letter, boolean isValued) {

    static Global valued(String name) {
      return valued(name, ' ');
    }

    static Global valued(String name, char letter) {
      return new Global(name, letter, true);
    }

    static Global toggle(String name) {
      return toggle(name, ' ');
    }

    static Global toggle(String name, char letter) {
      return new Global(name, letter, false);
    }

    String[] names() {
      return letter == ' ' ? new String[] {name} : new String[] {"-" + letter, name};
    }
  }

  private GlobalOptions() {}

  /** Their long names. */
  static List<String> names() {
    List<String> names = new ArrayList<>(ALL.size());
    for (Global option : ALL) {
      names.add(option.name);
    }
    return names;
  }

  /**
   * The command line with its command first, and these options behind it; unchanged where other
   * options stand before the command, or there is none.
   */
  static List<String> behindCommand(List<String> arguments) {
    int command = 0;
    while (command < arguments.size() && arguments.get(command).startsWith("-")) {
      int words = words(arguments.get(command));
      if (words == 0) {
        return arguments;
      }
      command += words;
    }
    if (command == 0 || command >= arguments.size()) {
      return arguments;
    }
    List<String> reordered = new ArrayList<>(arguments.size());
    reordered.add(arguments.get(command));
    reordered.addAll(arguments.subList(0, command));
    reordered.addAll(arguments.subList(command + 1, arguments.size()));
    return reordered;
  }

  /** Whether a command line has these options and no command. */
  static boolean isWithoutCommand(List<String> arguments) {
    return end(arguments) >= arguments.size();
  }

  /** The option that ends such a command line without its value; null for none. */
  static @Nullable String withoutValue(List<String> arguments) {
    if (end(arguments) <= arguments.size()) {
      return null;
    }
    String last = arguments.getLast();
    Global option = last.startsWith("--") ? named(last) : lettered(last.charAt(last.length() - 1));
    return option == null ? null : option.name;
  }

  /** The index behind these options and their values; 0 where there are others. */
  private static int end(List<String> arguments) {
    int at = 0;
    while (at < arguments.size()) {
      int words = words(arguments.get(at));
      if (words == 0) {
        return 0;
      }
      at += words;
    }
    return at;
  }

  /**
   * Lets a command that reaches no registry ignore those of the options that it does not have, so
   * that an alias of the shell may hold them for every command.
   */
  static void ignoreOthers(CommandSpec command) {
    if (!WITHOUT_REGISTRY.contains(command.name())) {
      return;
    }
    for (Global option : ALL) {
      if (command.findOption(option.name) == null) {
        command.addOption(
            OptionSpec.builder(option.names())
                .arity(option.isValued ? "1" : "0")
                .type(option.isValued ? String.class : boolean.class)
                .hidden(true)
                .build());
      }
    }
  }

  /** How many words an option takes with its value; 0 for one that is not global. */
  private static int words(String written) {
    if (written.startsWith("--")) {
      int equals = written.indexOf('=');
      Global option = named(equals < 0 ? written : written.substring(0, equals));
      if (option == null || (equals > 0 && !option.isValued)) {
        return 0;
      }
      return option.isValued && equals < 0 ? 2 : 1;
    }
    for (int i = 1; i < written.length(); i++) {
      Global option = lettered(written.charAt(i));
      if (option == null) {
        return 0;
      }
      if (option.isValued) {
        return i == written.length() - 1 ? 2 : 1;
      }
    }
    return written.length() > 1 ? 1 : 0;
  }

  private static @Nullable Global named(String name) {
    for (Global option : ALL) {
      if (option.name.equals(name)) {
        return option;
      }
    }
    return null;
  }

  private static @Nullable Global lettered(char letter) {
    for (Global option : ALL) {
      if (option.letter == letter && letter != ' ') {
        return option;
      }
    }
    return null;
  }
}
