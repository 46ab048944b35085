package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.failure.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code run}: a name, unless the variable of the worker has it, and a command.
 *
 * @param name the component; null where none is given
 * @param command the program and its arguments
 */
public record RunWords(@Nullable String name, List<String> command) {

  private static final String END = "--";

  /**
   * The command line of {@code run} with its first {@code --} twice. The parser takes the first one
   * away, so that the second one shows whether a name precedes it.
   */
  public static List<String> marked(List<String> commandLine) {
    int end = commandLine.indexOf(END);
    if (end < 0) {
      return commandLine;
    }
    List<String> marked = new ArrayList<>(commandLine);
    marked.add(end, END);
    return marked;
  }

  /** The words that the parser found in a marked command line. */
  static RunWords of(String first, String second, List<String> others) {
    List<String> words = new ArrayList<>(List.of(first, second));
    words.addAll(others);
    int end = words.indexOf(END);
    if (end >= 0) {
      words.remove(end);
    }
    String name = null;
    // A name that begins with a dash follows a -- for itself: run -- NAME -- CMD.
    boolean isBehind = end == 0 && words.size() > 1 && words.get(1).equals(END);
    if (end != 0 || isBehind) {
      name = words.removeFirst();
    }
    if (words.size() > 1 && words.getFirst().equals(END)) {
      words.removeFirst();
    }
    if (words.isEmpty()) {
      throw new UsageException("CMD is missing", "write noetl-runtime run NAME -- CMD");
    }
    return new RunWords(name, List.copyOf(words));
  }
}
