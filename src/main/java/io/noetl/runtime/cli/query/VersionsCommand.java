package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.SelectorOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code versions}: counts components by kind and version. */
@Command(
    name = "versions",
    header = "Count components by version.",
    description = {
      "",
      "One row for each kind and version. READY counts components that are ready, active or"
          + " busy. OLDEST and NEWEST are the times of the first registration. Semantic versions"
          + " are in their order, 2.10.0 after 2.9.0; a component without a version is counted"
          + " under \"-\".",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime versions",
      "  noetl-runtime versions --kind worker_pool -l env=prod",
      "  noetl-runtime list --version-range '<2.4' --sort-by version"
    })
public final class VersionsCommand implements Callable<Integer> {

  @Mixin private final KindFilterOption kind = new KindFilterOption();
  @Mixin private final SelectorOption selector = new SelectorOption();
  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public VersionsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    RuntimeListQuery query =
        RuntimeListQuery.of(kind.orNull()).withLabels(selector.selector()).withLeases(false);
    try (Session session =
        Session.open(SessionRequest.of(registry, environment).with(staleAfter.flags()))) {
      RuntimeListResponse listed =
          new AllKindsLister(session.diagnostics()).list(session.registry(), query);
      List<ListedComponent> components =
          ListedComponent.of(
              listed, session.asOf(listed.asOf(), environment), session.staleAfter());
      session.present().list(VersionCount.of(components), listed.envelope(), VersionCount.VIEW);
      if (components.isEmpty() && session.present().isForPeople()) {
        environment.out().flush();
        session.diagnostics().say("No components match.");
      }
      return ExitCode.OK.code();
    }
  }
}
