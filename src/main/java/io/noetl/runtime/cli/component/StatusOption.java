package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --status}: components have one of some statuses. */
public final class StatusOption {

  /** The statuses of NoETL's servers and of this program. */
  public static final List<String> KNOWN =
      List.of("ready", "active", "busy", "draining", "stale", "offline", "dead");

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      order = 13,
      description = "Only components with this status; may be repeated, or a,b,c.")
  private List<String> given = List.of();

  private final Set<String> seen = new HashSet<>();
  private @Nullable List<String> words;

  public boolean isGiven() {
    return !given.isEmpty();
  }

  /** Whether a component has one of the statuses; every component where none is given. */
  boolean matches(ListedComponent component) {
    List<String> wanted = words();
    for (String word : wanted) {
      if (component.hasStatus(word)) {
        return true;
      }
    }
    return wanted.isEmpty();
  }

  /** Whether a registered status is one of the statuses; every one where none is given. */
  public boolean matches(String registered) {
    return words().isEmpty() || words().contains(registered.strip().toLowerCase(Locale.ROOT));
  }

  /** Takes the statuses of a component for words that {@link #check} accepts. */
  public void saw(ListedComponent component) {
    if (isGiven()) {
      saw(component.effectiveStatus());
      saw(component.info().status());
    }
  }

  /** Takes a status for a word that {@link #check} accepts. */
  public void saw(String status) {
    seen.add(status.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Checks the words, once all components were seen: registrations may have a status of their own.
   *
   * @throws UsageException for a word that is neither known nor the status of a component
   */
  public void check() {
    for (String word : words()) {
      if (word.equals("blocked") && !seen.contains(word)) {
        throw new UsageException(
            "--status: blocked components have a status beside that", "use --blocked");
      }
      if (!KNOWN.contains(word) && !seen.contains(word)) {
        throw new UsageException(
            "--status: no component has the status " + ShellWord.of(word),
            "use one of " + String.join(", ", KNOWN));
      }
    }
  }

  private List<String> words() {
    List<String> read = words;
    if (read == null) {
      read = new ArrayList<>();
      for (String text : given) {
        int begin = 0;
        while (begin <= text.length()) {
          int comma = text.indexOf(',', begin);
          int end = comma < 0 ? text.length() : comma;
          read.add(word(text.substring(begin, end)));
          begin = end + 1;
        }
      }
      words = read;
    }
    return read;
  }

  private static String word(String text) {
    if (text.isBlank()) {
      throw new UsageException("--status is empty", "use one of " + String.join(", ", KNOWN));
    }
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
