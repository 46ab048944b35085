package io.noetl.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The options of every command where they stand before the command. */
final class GlobalOptions {

  private static final Set<String> SWITCHES =
      Set.of(
          "--direct",
          "--insecure",
          "--show-secrets",
          "--csv-raw",
          "--verbose",
          "--quiet",
          "--help");

  private static final Set<String> VALUED =
      Set.of(
          "--context",
          "--server",
          "--database",
          "--token-file",
          "--header",
          "--timeout",
          "--deadline",
          "--retries",
          "--cacert",
          "--cert",
          "--key",
          "--key-passphrase-file",
          "--output",
          "--color");

  private static final String SHORT_SWITCHES = "vqh";
  private static final String SHORT_VALUED = "sHo";

  private GlobalOptions() {}

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

  /** How many words an option takes with its value; 0 for one that is not global. */
  private static int words(String option) {
    if (option.startsWith("--")) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        return VALUED.contains(option.substring(0, equals)) ? 1 : 0;
      }
      return VALUED.contains(option) ? 2 : SWITCHES.contains(option) ? 1 : 0;
    }
    for (int i = 1; i < option.length(); i++) {
      if (SHORT_VALUED.indexOf(option.charAt(i)) >= 0) {
        return i == option.length() - 1 ? 2 : 1;
      }
      if (SHORT_SWITCHES.indexOf(option.charAt(i)) < 0) {
        return 0;
      }
    }
    return option.length() > 1 ? 1 : 0;
  }
}
