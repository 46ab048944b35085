package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ComponentColumn;
import io.noetl.runtime.cli.component.ListedComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of the components on a screen.
 *
 * @param name what it is called
 */
record WatchOrder(String name, Comparator<ListedComponent> order) {

  /** Dead, stale, blocked and draining ones come first; an unknown status may be trouble. */
  private static final List<String> RANKS = List.of("offline", "stale", "blocked", "draining");

  private static final WatchOrder BY_TROUBLE =
      new WatchOrder(
          "trouble",
          Comparator.<ListedComponent>comparingInt(
                  it -> rank(it.isBlocked() ? "blocked" : it.effectiveStatus()))
              .thenComparing(column("name").order));

  private static int rank(String status) {
    int rank = RANKS.indexOf(status);
    return switch (status) {
      case "gone" -> 0;
      case "busy" -> RANKS.size() + 1;
      case "ready", "active" -> RANKS.size() + 2;
      default -> rank < 0 ? RANKS.size() : rank;
    };
  }

  private static WatchOrder column(String name) {
    return new WatchOrder(name, ComponentColumn.of("--sort-by", name).order(true));
  }

  /**
   * The orders to choose from, beginning with the one that is used at first.
   *
   * @param given the order of {@code --sort-by}; null where it is not given
   */
  static List<WatchOrder> all(@Nullable WatchOrder given) {
    List<WatchOrder> all = new ArrayList<>();
    if (given != null) {
      all.add(given);
    }
    for (WatchOrder one :
        List.of(BY_TROUBLE, column("name"), column("kind"), column("heartbeat"))) {
      if (given == null || !one.name.equals(given.name)) {
        all.add(one);
      }
    }
    return all;
  }
}
