package io.noetl.runtime.cli.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options for the format of errors, read before the command line is parsed, since parse errors
 * need them too.
 *
 * @param format the value of {@code --output}; null if it is not given
 */
public record RawOptions(@Nullable String format, boolean verbose) {

  /** Short options without a value, which may be combined with one that has a value. */
  private static final String SWITCHES = "hqv";

  public static RawOptions of(List<String> arguments) {
    String format = null;
    String logFormat = null;
    boolean verbose = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
      if (argument.equals("--")) {
        break;
      } else if (argument.equals("--verbose")) {
        verbose = true;
      } else if (argument.equals("--log-format")) {
        logFormat = next;
      } else if (argument.startsWith("--log-format=")) {
        logFormat = argument.substring("--log-format=".length());
      } else if (argument.equals("--output")) {
        format = next;
      } else if (argument.startsWith("--output=")) {
        format = argument.substring("--output=".length());
      } else if (argument.startsWith("-") && !argument.startsWith("--")) {
        int end = 1;
        while (end < argument.length() && SWITCHES.indexOf(argument.charAt(end)) >= 0) {
          verbose |= argument.charAt(end) == 'v';
          end++;
        }
        if (end < argument.length() && argument.charAt(end) == 'o') {
          String value = argument.substring(end + 1);
          format = value.isEmpty() ? next : value.startsWith("=") ? value.substring(1) : value;
        }
      }
    }
    // The error of a process that logs JSON is read by what reads its log.
    return new RawOptions("json".equalsIgnoreCase(logFormat) ? "json" : format, verbose);
  }
}
