package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ComponentGraph;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.OtherKinds;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.EveryOption;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.PagedOutput;
import io.noetl.runtime.cli.terminal.PagerOption;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code get}: shows one component in detail. */
@Command(
    name = "get",
    header = "Show components in detail.",
    description = {
      "",
      "Also shows when the component becomes stale, how many heartbeats it missed, the"
          + " clock difference to the registry, and other names with the same host and pid. An"
          + " unknown name is an error (exit 5).",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime get demo",
      "  noetl-runtime get a b -o json",
      "  noetl-runtime get b1 --kind broker -o yaml"
    })
public final class GetCommand implements Callable<Integer> {

  @Mixin private final ComponentSelection selection = new ComponentSelection();
  @Mixin private final KindOption kind = new KindOption();

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final EveryOption every = new EveryOption();
  @Mixin private final PagerOption pager = new PagerOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public GetCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    boolean isOne = selection.isOne();
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(staleAfter.flags());
    flags.putAll(every.flags());
    try (PagedOutput paged = pager.on(environment);
        Session session =
            Session.open(SessionRequest.of(registry, paged.environment()).with(flags))) {
      RuntimeKind wantedKind = kind.value();
      boolean showsAll = session.present().showsDocuments() || session.present().isForPeople();
      Listed all = list(wantedKind, showsAll, session.registry());
      // All components of the kind are listed, to find duplicates of the same process.
      RuntimeListResponse listed = all.ofKind(wantedKind);
      Instant asOf = session.asOf(listed.asOf(), environment);
      List<ListedComponent> components = ListedComponent.of(listed, asOf, session.staleAfter());
      Duration ahead =
          listed.asOf() == null ? null : Duration.between(asOf, environment.clock().instant());
      ComponentSelection.ListedSelection chosen = selection.in(components, session.settings());
      List<ComponentDetails> details = new ArrayList<>();
      for (ListedComponent found :
          showsAll && !chosen.found().isEmpty()
              ? ComponentGraph.in(all.response(), all.only(), chosen.found(), session, environment)
              : chosen.found()) {
        details.add(
            ComponentDetails.of(
                found,
                components,
                session.settings().duration(Setting.EVERY),
                ahead,
                found.wasDeregistered(session.offlineAfter())));
      }
      if (!isOne) {
        return show(details, chosen.missing(), components, session).code();
      }
      if (details.isEmpty()) {
        throw unknown(chosen.missing().getFirst(), components, session);
      }
      session.present().one(details.getFirst(), ComponentDetails.VIEW);
      return ExitCode.OK.code();
    }
  }

  /**
   * What the registry listed.
   *
   * @param only the only kind in it; null for all kinds
   */
  private record Listed(RuntimeListResponse response, @Nullable RuntimeKind only) {

    RuntimeListResponse ofKind(RuntimeKind kind) {
      if (only == kind) {
        return response;
      }
      List<RuntimeComponentInfo> rows = new ArrayList<>();
      for (RuntimeComponentInfo row : response.items()) {
        if (kind.word().equals(row.kind())) {
          rows.add(row);
        }
      }
      return new RuntimeListResponse(rows, response.envelope(), response.asOf());
    }
  }

  /**
   * Lists all kinds where dependencies are shown, since any component may need one of the kind.
   * Where they cannot be listed together, the kind itself is.
   */
  private static Listed list(RuntimeKind kind, boolean showsAll, RuntimeApi registry) {
    if (showsAll) {
      try {
        return new Listed(registry.list(RuntimeListQuery.ALL), null);
      } catch (RuntimeApiException.Unsupported | RuntimeApiException.UnintelligibleAnswer other) {
        // A Python server lists one kind; a list of all may be larger than what is read.
      }
    }
    return new Listed(registry.list(RuntimeListQuery.of(kind)), kind);
  }

  private ExitCode show(
      List<ComponentDetails> details,
      List<String> missing,
      List<ListedComponent> listed,
      Session session) {
    MissingNames report = new MissingNames(session);
    Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    if (!details.isEmpty()) {
      codes.add(ExitCode.OK);
    }
    for (String name : missing) {
      codes.add(report.add(name, unknown(name, listed, session)));
    }
    if (codes.isEmpty()) {
      session.diagnostics().note("no " + kind.value().word() + " matches");
    }
    session.present().list(details, report.envelope(), ComponentDetails.VIEW);
    return ExitCode.ofAll(codes);
  }

  private RuntimeApiException unknown(String name, List<ListedComponent> listed, Session session) {
    return OtherKinds.unknown(
        "get",
        kind.value(),
        name,
        () -> listed.stream().map(ListedComponent::name).toList(),
        session.registry(),
        registry);
  }
}
