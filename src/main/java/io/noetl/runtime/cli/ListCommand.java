package io.noetl.runtime.cli;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.schema.NameGlob;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists components with their effective status. */
@Command(
    name = "list",
    header = "List components and how they are.",
    description = {
      "",
      "STATUS is what the registered status is worth: a component that has been silent for too long"
          + " is stale, whatever it said last. Ages are measured with the registry's clock.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime list",
      "  noetl-runtime list --stale -o name",
      "  noetl-runtime list --all-kinds --label env=prod -o wide",
      "  noetl-runtime list -o json | jq .count"
    })
final class ListCommand implements Callable<Integer> {

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
      paramLabel = "K=V",
      order = 14,
      description = "Only those with this label; may be repeated.")
  private List<String> labels = List.of();

  @Option(
      names = "--name",
      paramLabel = "GLOB",
      order = 15,
      description = "Only names like this, such as 'gpu-*'.")
  private @Nullable String glob;

  @Option(names = "--stale", order = 16, description = "Only stale ones.")
  private boolean stale;

  @Option(names = "--all", order = 17, description = "The leases of NoETL's servers, too.")
  private boolean all;

  @Option(
      names = "--sort-by",
      paramLabel = "COLUMN",
      order = 20,
      description = "name (default), kind, status, runtime, capacity or age.")
  private @Nullable String sortBy;

  @Option(names = "--fail-empty", order = 30, description = "Exit with 3 when nothing is listed.")
  private boolean failEmpty;

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  ListCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(registry, staleAfter.flags(), environment)) {
      ComponentOrder order = sortBy == null ? ComponentOrder.NAME : ComponentOrder.of(sortBy);
      RuntimeListQuery query = query();
      // With one kind the registry's order is the order of names, so that no row need wait.
      boolean asTheyCome =
          sortBy == null && query.kind() != null && session.present().isLineByLine();
      boolean any = asTheyCome ? stream(query, session) : list(query, order, session);
      return (any || !failEmpty ? ExitCode.OK : ExitCode.UNCHANGED).code();
    }
  }

  private boolean list(RuntimeListQuery query, ComponentOrder order, Session session) {
    RuntimeListResponse listed = session.registry().list(query);
    List<ListedComponent> components =
        ListedComponent.of(
                listed,
                session.asOf(listed.asOf(), environment),
                session.settings().duration(Setting.STALE_AFTER))
            .stream()
            .filter(this::isWanted)
            .sorted(order.comparator())
            .toList();
    session.present().list(components, listed.envelope(), ListedComponent.VIEW);
    return !components.isEmpty();
  }

  /** Shows each component as it comes, whatever their number. */
  private boolean stream(RuntimeListQuery query, Session session) {
    Duration patience = session.settings().duration(Setting.STALE_AFTER);
    StreamedComponents streamed =
        new StreamedComponents(session, environment, patience, this::isWanted);
    session.registry().stream(query, streamed);
    return streamed.any();
  }

  private boolean isWanted(ListedComponent component) {
    return (!stale || component.liveness().stale())
        && (status == null || component.hasStatus(status));
  }

  private RuntimeListQuery query() {
    if (allKinds && kind.isGiven()) {
      throw new UsageException("--kind and --all-kinds exclude each other", "leave one out");
    }
    return new RuntimeListQuery(
        allKinds ? null : kind.orElse(RuntimeKind.WORKER_POOL),
        null,
        glob == null ? null : NameGlob.of(glob),
        runtime,
        null,
        ComponentOptions.pairs("--label", labels),
        all);
  }
}
