package io.noetl.runtime.cli;

import io.noetl.runtime.cli.process.BundledText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The help texts that the build generates: they are shown without building a model of the commands.
 */
final class PregeneratedHelp {

  private static final Set<String> OPTIONS = Set.of("-h", "--help");
  private static final String COMMAND = "help";

  private PregeneratedHelp() {}

  /** The help text if a command line asks only for help; null otherwise. */
  static @Nullable String requested(List<String> arguments) {
    String topic =
        switch (arguments.size()) {
          case 1 -> asksForHelp(arguments.getFirst()) ? "noetl-runtime" : null;
          case 2 -> topic(arguments.getFirst(), arguments.getLast());
          default -> null;
        };
    return topic == null ? null : read(topic);
  }

  private static boolean asksForHelp(String argument) {
    return OPTIONS.contains(argument) || argument.equals(COMMAND);
  }

  private static @Nullable String topic(String first, String second) {
    String command = first.equals(COMMAND) ? second : OPTIONS.contains(second) ? first : "";
    return CommandTable.NAMES.contains(command) ? command : null;
  }

  private static String read(String topic) {
    return BundledText.read(PregeneratedHelp.class, "help/" + topic + ".txt");
  }
}
