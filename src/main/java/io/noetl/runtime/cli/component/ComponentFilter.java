package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.text.ShellWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select the components of a list. */
public final class ComponentFilter {

  @Mixin private final KindSelectionOptions kinds = new KindSelectionOptions();
  @Mixin private final QueryOptions query = new QueryOptions();

  @Mixin private final StatusOption status = new StatusOption();

  @Option(names = "--dead", order = 16, description = "Only stale and offline components.")
  private boolean dead;

  @Option(names = "--stale", order = 16, description = "Only stale components, not offline ones.")
  private boolean stale;

  @Option(
      names = "--blocked",
      order = 16,
      description = "Only living components that lack a dependency.")
  private boolean blocked;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      order = 17,
      description = "Only components whose last heartbeat is older than this.")
  private @Nullable String olderThan;

  @Option(
      names = "--version-range",
      paramLabel = "RANGE",
      order = 17,
      description = "Only components whose version is in this range, such as '>=2.3 <3'.")
  private @Nullable String versionRange;

  @Option(
      names = "--all",
      order = 18,
      description = "Also show the leader-election rows of NoETL servers.")
  private boolean all;

  public RuntimeListQuery query() {
    return query.of(kinds.orNull(), all);
  }

  /** The conditions that are checked on the components that the query finds. */
  public Predicate<ListedComponent> isWanted() {
    Duration least = least();
    Predicate<ListedComponent> others =
        component -> hasState(component) && isOlder(component, least);
    if (blocked) {
      others = others.and(ListedComponent::isBlocked);
    }
    return versionRange == null
        ? others
        : others.and(VersionOption.within("--version-range", versionRange));
  }

  /** Whether the conditions need the graph of dependencies. */
  public boolean needsDependencies() {
    return blocked;
  }

  /**
   * Checks the words of {@code --status} against all components that the query found.
   *
   * @throws UsageException for a word that is no status
   */
  public void check(List<ListedComponent> found) {
    for (ListedComponent component : found) {
      status.saw(component);
    }
    status.check();
  }

  /** The option {@code --status}. */
  public StatusOption status() {
    return status;
  }

  /** What the conditions left out of a list that ended up empty, one line each. */
  public List<String> leftOut(List<ListedComponent> found, RuntimeApi registry) {
    if (found.isEmpty()) {
      return new EmptyListHint(query(), kinds.isDefault(), query.alone()).lines(registry);
    }
    Duration least = least();
    Map<String, Integer> byStatus = new TreeMap<>();
    int younger = 0;
    int otherVersions = 0;
    int unblocked = 0;
    Predicate<ListedComponent> inRange =
        versionRange == null ? _ -> true : VersionOption.within("--version-range", versionRange);
    for (ListedComponent component : found) {
      if (hasState(component)) {
        younger += isOlder(component, least) ? 0 : 1;
        unblocked += blocked && !component.isBlocked() ? 1 : 0;
        otherVersions += inRange.test(component) ? 0 : 1;
      } else {
        byStatus.merge(component.effectiveStatus(), 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Integer> left : byStatus.entrySet()) {
      String word = left.getKey();
      boolean isWanted = status.isGiven() && status.matches(word);
      String way =
          isWanted
              ? "leave out " + (dead ? "--dead" : "--stale")
              : "--status " + ShellWord.of(word);
      lines.add(are(left.getValue()) + word + ": " + way);
    }
    if (younger > 0) {
      lines.add(
          younger + (younger == 1 ? " has" : " have") + " a newer heartbeat than --older-than");
    }
    if (otherVersions > 0) {
      lines.add(
          otherVersions
              + (otherVersions == 1 ? " has" : " have")
              + " a version outside the range, or none: see noetl-runtime versions");
    }
    if (unblocked > 0) {
      lines.add(are(unblocked) + "not blocked: leave out --blocked");
    }
    return lines;
  }

  private static String are(int count) {
    return count + (count == 1 ? " is " : " are ");
  }

  private @Nullable Duration least() {
    return olderThan == null ? null : SettingReader.duration("--older-than", olderThan);
  }

  private boolean hasState(ListedComponent component) {
    return (!stale || component.liveness().stale())
        && (!dead || component.liveness().dead())
        && status.matches(component);
  }

  /** A component without a heartbeat counts as older than any limit. */
  private static boolean isOlder(ListedComponent component, @Nullable Duration least) {
    Duration age = component.liveness().age();
    return least == null || age == null || age.compareTo(least) > 0;
  }
}
