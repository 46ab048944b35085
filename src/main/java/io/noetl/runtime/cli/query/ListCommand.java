package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.ComponentFilter;
import io.noetl.runtime.cli.component.ComponentGraph;
import io.noetl.runtime.cli.component.ListLayout;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.PagedOutput;
import io.noetl.runtime.cli.terminal.PagerOption;
import io.noetl.runtime.cli.watch.WatchRunner;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code list}: lists components with their effective status. */
@Command(
    name = "list",
    header = "List components and their status.",
    description = {
      "",
      "STATUS is the effective status: a component whose last heartbeat is older than"
          + " --stale-after is shown as stale. Ages are measured with the registry's clock.",
      "",
      "On a terminal the table shows stale components separately, hides rightmost columns"
          + " that do not fit and shortens very long values; -o wide shows everything. In a pipe"
          + " it is one table with all columns. For SELECTOR see noetl-runtime help selectors.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime list",
      "  noetl-runtime list --dead -o name",
      "  noetl-runtime list --status ready,busy",
      "  noetl-runtime list --all-kinds -l env=prod -o wide",
      "  noetl-runtime list -l 'env in (prod,test),!canary' --sort-by status",
      "  noetl-runtime list --columns name,status,label:env",
      "  noetl-runtime list --group-by label:env",
      "  noetl-runtime list --watch=5s --all-kinds",
      "  noetl-runtime list --json=name,effective_status",
      "  noetl-runtime list -o json | jq .count"
    })
public final class ListCommand implements Callable<Integer> {

  @Mixin private final ComponentFilter filter = new ComponentFilter();
  @Mixin private final ListLayout layout = new ListLayout();
  @Mixin private final ListSummary summary = new ListSummary();
  @Mixin private final FieldsOption fields = new FieldsOption();
  @Mixin private final LimitOption limit = new LimitOption();

  @Option(
      names = "--no-headers",
      order = 22,
      description = "Omit column headings in tables and CSV.")
  private boolean noHeaders;

  @Option(
      names = {"-w", "--watch"},
      arity = "0..1",
      fallbackValue = "2s",
      paramLabel = "DURATION",
      order = 26,
      description = "Refresh continuously (default: every 2s); see watch.")
  private @Nullable String watch;

  @Option(names = "--fail-empty", order = 30, description = "Exit with 3 when nothing is listed.")
  private boolean failEmpty;

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final PagerOption pager = new PagerOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public ListCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (watch != null) {
      return watch(watch);
    }
    limit.check();
    summary.checkAlone(layout, fields, limit);
    if (fields.isGiven() && layout.hasColumns()) {
      throw new UsageException(
          "--json selects fields of documents, --columns those of tables", "use only one of them");
    }
    if (fields.asksForNames()) {
      ComponentFields.NAMES.forEach(name -> environment.out().append(name).append('\n'));
      return ExitCode.OK.code();
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(fields.flags(registry.output.format));
    flags.putAll(staleAfter.flags());
    try (PagedOutput paged = pager.on(environment);
        Session session =
            Session.open(SessionRequest.of(registry, paged.environment()).with(flags))) {
      RuntimeListQuery query = filter.query();
      // With one kind, the registry lists in the order of names, so that rows can be printed as
      // they arrive.
      boolean asTheyCome =
          !layout.isSorted()
              && !summary.isGiven()
              && query.kind() != null
              && !needsDependencies()
              && session.present().isLineByLine();
      View<ListedComponent> view = view(query.kind());
      boolean any = asTheyCome ? stream(query, view, session) : list(query, view, session);
      return (any || !failEmpty ? ExitCode.OK : ExitCode.UNCHANGED).code();
    }
  }

  private boolean needsDependencies() {
    return filter.needsDependencies()
        || layout.needsDependencies()
        || summary.needsDependencies()
        || fields.needsDependencies();
  }

  private View<ListedComponent> view(@Nullable RuntimeKind kind) {
    View<ListedComponent> view =
        fields.view(layout.view(kind, filter.needsDependencies(), registry.registryFlags()));
    return noHeaders ? view.withoutHeaders() : view;
  }

  private int watch(String interval) throws InterruptedException {
    if (pager.isGiven()) {
      throw new UsageException("--watch cannot be used with --pager", "remove one of them");
    }
    if (summary.isGiven() || fields.isGiven() || failEmpty || limit.isGiven() || noHeaders) {
      throw new UsageException(
          "--watch cannot be used with summaries, --json or --fail-empty",
          "remove --watch or the others");
    }
    return new WatchRunner(environment, registry, SettingReader.duration("--watch", interval), null)
        .run(staleAfter, filter, layout);
  }

  private boolean list(RuntimeListQuery query, View<ListedComponent> view, Session session) {
    Predicate<ListedComponent> isWanted = filter.isWanted();
    Comparator<ListedComponent> order = layout.order(session.present().isForPeople());
    summary.check();
    AllKindsLister lister = new AllKindsLister(session.diagnostics());
    RuntimeListResponse listed = lister.list(session.registry(), query);
    List<ListedComponent> found =
        ListedComponent.of(listed, session.asOf(listed.asOf(), environment), session.staleAfter());
    if (needsDependencies() || session.present().showsDocuments()) {
      found = ComponentGraph.judged(found, query, listed, lister, session, environment);
    }
    filter.check(found);
    List<ListedComponent> all = found.stream().filter(isWanted).sorted(order).toList();
    List<ListedComponent> components = limit.of(all);
    if (summary.isGiven()) {
      summary.show(components, listed.envelope(), noHeaders, session.present());
    } else {
      boolean mayHoldServers = query.kind() == null || query.kind() == RuntimeKind.SERVER_API;
      session
          .present()
          .list(
              components,
              listed.envelope(),
              mayHoldServers && !layout.isSorted() && session.present().isForPeople()
                  ? ServerInstances.apart(view, components, registry.registryFlags())
                  : view);
      if (session.present().isForPeople()) {
        explain(found, all.size() - components.size(), components.isEmpty(), session);
      }
    }
    return !components.isEmpty();
  }

  /** Says what a table does not show. */
  private void explain(List<ListedComponent> found, int cut, boolean isEmpty, Session session) {
    List<String> lines = new ArrayList<>();
    if (isEmpty) {
      lines.add("No components match.");
      lines.addAll(filter.leftOut(found, session.registry()));
    } else if (environment.terminals().err()) {
      int hidden = session.present().hiddenColumns();
      if (hidden > 0 && !pager.isGiven()) {
        lines.add(hidden + (hidden == 1 ? " column" : " columns") + " hidden; use -o wide");
      }
    }
    if (cut > 0) {
      lines.add(cut + " more; leave out --limit");
    }
    if (!lines.isEmpty()) {
      environment.out().flush();
      lines.forEach(session.diagnostics()::say);
    }
  }

  /** Prints each component as it arrives, so that memory does not grow with their number. */
  private boolean stream(RuntimeListQuery query, View<ListedComponent> view, Session session) {
    StreamedComponents streamed =
        new StreamedComponents(
            session, environment, filter.isWanted(), filter.status(), limit.value(), view);
    session.registry().stream(query, streamed);
    filter.status().check();
    return streamed.any();
  }
}
