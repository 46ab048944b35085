package io.noetl.runtime.cli;

import io.noetl.runtime.cli.process.BundledText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The help texts that the build generates: they are shown without building a model of the commands.
 */
final class PregeneratedHelp {

  /** What {@code help} describes besides commands. */
  static final List<String> TOPICS =
      List.of("environment", "exit-codes", "files", "selectors", "options");

  private static final Set<String> OPTIONS = Set.of("-h", "--help");
  private static final String COMMAND = "help";
  private static final String PROGRAM = "noetl-runtime";

  private PregeneratedHelp() {}

  /** The help text if a command line asks only for help; null otherwise. */
  static @Nullable String requested(List<String> arguments) {
    return switch (arguments.size()) {
      case 1 -> asksForHelp(arguments.getFirst()) ? ofProgram() : null;
      case 2 -> requested(arguments.getFirst(), arguments.getLast());
      default -> null;
    };
  }

  private static boolean asksForHelp(String argument) {
    return OPTIONS.contains(argument) || argument.equals(COMMAND);
  }

  private static @Nullable String requested(String first, String second) {
    if (first.equals(COMMAND)) {
      return OPTIONS.contains(second) ? ofProgram() : of(CommandTable.command(second));
    }
    return OPTIONS.contains(second) && CommandTable.NAMES.contains(first) ? ofCommand(first) : null;
  }

  /** The text on a topic or a command; null where there is none of the name. */
  static @Nullable String of(String name) {
    if (TOPICS.contains(name)) {
      return read("topics/" + name);
    }
    return CommandTable.NAMES.contains(name) ? ofCommand(name) : null;
  }

  /** The help of the whole program. */
  static String ofProgram() {
    return read(PROGRAM);
  }

  /** The help of one command. */
  static String ofCommand(String name) {
    return read(name);
  }

  private static String read(String topic) {
    return BundledText.read(PregeneratedHelp.class, "help/" + topic + ".txt");
  }
}
