package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.failure.UsageException;
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
  private @Nullable Integer limit;

  boolean isGiven() {
    return limit != null;
  }

  /** The limit; a very large number where none is given. */
  int value() {
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  /**
   * Checks the limit before the registry is called.
   *
   * @throws UsageException when nothing could be listed
   */
  void check() {
    if (value() < 1) {
      throw new UsageException("--limit is " + value() + ", which lists nothing", "use 1 or more");
    }
  }

  <T> List<T> of(List<T> items) {
    return items.size() > value() ? items.subList(0, value()) : items;
  }
}
