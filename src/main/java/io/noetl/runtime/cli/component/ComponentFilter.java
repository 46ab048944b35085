package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select the components of a list. */
public final class ComponentFilter {

  @Mixin private final KindSelectionOptions kinds = new KindSelectionOptions();
  @Mixin private final QueryOptions query = new QueryOptions();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      order = 13,
      description = "Only those with this effective status.")
  private @Nullable String status;

  @Option(names = "--stale", order = 16, description = "Only stale ones.")
  private boolean stale;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      order = 17,
      description = "Only those whose last heartbeat is older than this.")
  private @Nullable String olderThan;

  @Option(names = "--all", order = 18, description = "The leases of NoETL's servers, too.")
  private boolean all;

  public RuntimeListQuery query() {
    return query.of(kinds.orNull(), null, all);
  }

  /** The conditions that are checked on the components that the query finds. */
  public Predicate<ListedComponent> isWanted() {
    Duration least = olderThan == null ? null : SettingReader.duration("--older-than", olderThan);
    return component ->
        (!stale || component.liveness().stale())
            && (status == null || component.hasStatus(status))
            && (least == null || isOlder(component.liveness().age(), least));
  }

  /** A component without a heartbeat counts as older than any limit. */
  private static boolean isOlder(@Nullable Duration age, Duration least) {
    return age == null || age.compareTo(least) > 0;
  }
}
