package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ComponentPoller;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.VersionOption;
import io.noetl.runtime.schema.version.ComponentVersion;
import io.noetl.runtime.schema.version.InvalidVersionException;
import io.noetl.runtime.schema.version.VersionRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of a rollout: all components are at work in a version. Where components are selected,
 * those that are offline do not count: they are what was replaced.
 *
 * @param text the version or range as it was written
 * @param range null where the text can only be a version
 */
record VersionGoal(String text, @Nullable VersionRange range, ComponentVersion version)
    implements WaitGoal {

  /** Names of components that a message shows. */
  private static final int MOST_NAMES = 5;

  private static final String RANGE_CHARACTERS = "<>=^~|* ";

  /** Reads a version such as {@code 2.4.0} or {@code nightly}, or a range. */
  static VersionGoal of(String text) {
    ComponentVersion version = VersionOption.version("--for", text);
    VersionRange range = null;
    try {
      range = VersionRange.parse(text);
    } catch (InvalidVersionException wrong) {
      if (isMeantAsRange(text)) {
        throw VersionOption.wrongRange("--for", wrong);
      }
    }
    return new VersionGoal(version.text(), range, version);
  }

  private static boolean isMeantAsRange(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (RANGE_CHARACTERS.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String words() {
    return "version " + text;
  }

  @Override
  public List<ListedComponent> reached(ComponentPoller poller) {
    return counted(poller).stream().filter(this::isReached).toList();
  }

  @Override
  public boolean isReachedByAll(ComponentPoller poller) {
    List<ListedComponent> counted = counted(poller);
    return !counted.isEmpty() && counted.stream().allMatch(this::isReached);
  }

  @Override
  public String seen(ComponentPoller poller) {
    List<ListedComponent> counted = counted(poller);
    if (counted.isEmpty()) {
      return poller.describeNone();
    }
    Map<String, Integer> alive = new LinkedHashMap<>();
    Map<String, Integer> dead = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (ListedComponent component : counted) {
      if (!isReached(component)) {
        boolean isAlive = component.isAlive() && !component.isGone();
        String group =
            component.effectiveStatus()
                + (component.isBlocked() ? " and blocked" : "")
                + (isAlive ? onVersion(component) : "");
        (isAlive ? alive : dead).merge(group, 1, Integer::sum);
        missing.add(component.name());
      }
    }
    StringBuilder words = new StringBuilder();
    words.append(counted.size() - missing.size()).append(" of ").append(counted.size());
    words.append(" on ").append(text);
    alive.forEach((group, count) -> words.append(", ").append(count).append(' ').append(group));
    dead.forEach((group, count) -> words.append(", ").append(count).append(' ').append(group));
    return words.append(names(missing)).toString();
  }

  private static String onVersion(ListedComponent component) {
    ComponentVersion version = component.info().declaredVersion();
    return version == null ? " without a version" : " on " + version.text();
  }

  private static String names(List<String> missing) {
    int shown = missing.size() > MOST_NAMES ? MOST_NAMES - 1 : missing.size();
    String names = String.join(", ", missing.subList(0, shown));
    return missing.isEmpty()
        ? ""
        : " ("
            + names
            + (shown < missing.size() ? " and " + (missing.size() - shown) + " more" : "")
            + ")";
  }

  private static List<ListedComponent> counted(ComponentPoller poller) {
    return poller.isSelecting()
        ? poller.seen().stream().filter(component -> !component.isOffline()).toList()
        : poller.seen();
  }

  private boolean isReached(ListedComponent component) {
    ComponentVersion declared = component.info().declaredVersion();
    return component.isWorking()
        && !component.isBlocked()
        && declared != null
        && (declared.isSame(version) || (range != null && range.contains(declared)));
  }
}
