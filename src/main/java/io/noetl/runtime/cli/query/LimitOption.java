package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.text.EscapedText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --limit}: shows the first components only. */
final class LimitOption {

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      order = 22,
      description = "Show at most N components (default: all).")
  private @Nullable String limit;

  boolean isGiven() {
    return limit != null;
  }

  /** The limit; a very large number where none is given. */
  int value() {
    return limit == null ? Integer.MAX_VALUE : number(limit);
  }

  /**
   * Checks the limit before the registry is called.
   *
   * @throws UsageException for anything but a number from 1
   */
  void check() {
    if (limit != null && number(limit) < 1) {
      throw new UsageException(
          "--limit: "
              + EscapedText.quoted(limit)
              + " is not a whole number from 1 to "
              + Integer.MAX_VALUE,
          null);
    }
  }

  /** The number; 0 for what is none. */
  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  <T> List<T> of(List<T> items) {
    return items.size() > value() ? items.subList(0, value()) : items;
  }
}
