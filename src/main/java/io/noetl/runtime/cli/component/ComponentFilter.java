package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which components a list is of. */
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

  /** What is left to ask of what the query finds. */
  public Predicate<ListedComponent> isWanted() {
    Duration least = olderThan == null ? null : SettingReader.duration("--older-than", olderThan);
    return component ->
        (!stale || component.liveness().stale())
            && (status == null || component.hasStatus(status))
            && (least == null || isOlder(component.liveness().age(), least));
  }

  /** What has never beaten is older than anything. */
  private static boolean isOlder(@Nullable Duration age, Duration least) {
    return age == null || age.compareTo(least) > 0;
  }
}
