package io.noetl.runtime.cli;

import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.NameGlob;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which components a list is of. */
final class ComponentFilter {

  @Mixin private final KindOption kind = new KindOption();

  @Option(names = "--all-kinds", order = 11, description = "Components of every kind.")
  private boolean allKinds;

  @Option(
      names = "--runtime",
      paramLabel = "TYPE",
      order = 12,
      description = "Only those that run this; case does not matter.")
  private @Nullable String runtime;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      order = 13,
      description = "Only those with this effective status.")
  private @Nullable String status;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "SELECTOR",
      order = 14,
      description = "Only those with such labels; may be repeated.")
  private List<String> labels = List.of();

  @Option(
      names = "--name",
      paramLabel = "GLOB",
      order = 15,
      description = "Only names like this, such as 'gpu-*'.")
  private @Nullable String glob;

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

  RuntimeListQuery query() {
    if (allKinds && kind.isGiven()) {
      throw new UsageException("--kind and --all-kinds exclude each other", "leave one out");
    }
    LabelSelector selector = LabelSelector.EVERYTHING;
    for (String text : labels) {
      selector = selector.and(LabelSelector.parse(text));
    }
    return new RuntimeListQuery(
        allKinds ? null : kind.orElse(RuntimeKind.WORKER_POOL),
        null,
        glob == null ? null : NameGlob.of(glob),
        runtime,
        null,
        selector,
        all);
  }

  /** What is left to ask of what the query finds. */
  Predicate<ListedComponent> isWanted() {
    Duration least = olderThan == null ? null : Checked.duration("--older-than", olderThan);
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
