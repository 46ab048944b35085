package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.ComponentGraph;
import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.SelectorOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.CompatibilityRules;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.compatibility.CompatibilityCheck;
import io.noetl.runtime.schema.compatibility.CompatibilityRule;
import io.noetl.runtime.schema.compatibility.Violation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code versions}: counts components by kind and version. */
@Command(
    name = "versions",
    header = "Count components by version.",
    description = {
      "",
      "One row for each kind and version. READY counts components that are ready, active or busy,"
          + " BLOCKED those that lack a dependency. OLDEST and NEWEST are the times of the first"
          + " registration. Semantic versions are in their order, 2.10.0 after 2.9.0; a component"
          + " without a version is counted under \"-\".",
      "",
      "--check compares all components that are not offline with the rules of the setting"
          + " compatibility and with the ranges in depends_on. It prints each violation and then"
          + " exits with 1.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime versions",
      "  noetl-runtime versions --kind worker_pool -l env=prod",
      "  noetl-runtime list --version-range '<2.4' --sort-by version",
      "  noetl-runtime versions --check --compatibility rules.yaml"
    })
public final class VersionsCommand implements Callable<Integer> {

  @Mixin private final KindFilterOption kind = new KindFilterOption();
  @Mixin private final SelectorOption selector = new SelectorOption();

  @Option(
      names = "--check",
      order = 20,
      description = "Print what breaks a compatibility rule; then exit with 1.")
  private boolean check;

  @Option(
      names = "--compatibility",
      paramLabel = "FILE",
      order = 21,
      description = "YAML file of the rules to check (default: those of the configuration).")
  private @Nullable String compatibility;

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
    if (compatibility != null && !check) {
      throw new UsageException("--compatibility has rules for --check", "add --check");
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(staleAfter.flags());
    if (compatibility != null) {
      flags.put(Setting.COMPATIBILITY, compatibility);
    }
    try (Session session = Session.open(SessionRequest.of(registry, environment).with(flags))) {
      if (check) {
        return check(query, session).code();
      }
      AllKindsLister lister = new AllKindsLister(session.diagnostics());
      RuntimeListResponse listed = lister.list(session.registry(), query);
      List<ListedComponent> components =
          ComponentGraph.judged(
              ListedComponent.of(
                  listed, session.asOf(listed.asOf(), environment), session.staleAfter()),
              query,
              listed,
              lister,
              session,
              environment);
      session.present().list(VersionCount.of(components), listed.envelope(), VersionCount.VIEW);
      if (components.isEmpty() && session.present().isForPeople()) {
        environment.out().flush();
        session.diagnostics().say("No components match.");
      }
      return ExitCode.OK.code();
    }
  }

  /** The query chooses the components that are checked, but not what they are compared with. */
  private ExitCode check(RuntimeListQuery query, Session session) {
    List<CompatibilityRule> rules = CompatibilityRules.of(session.settings());
    RuntimeListResponse listed =
        new AllKindsLister(session.diagnostics())
            .list(session.registry(), RuntimeListQuery.ALL.withLeases(false));
    List<RuntimeComponentInfo> living =
        ListedComponent.of(listed, session.asOf(listed.asOf(), environment), session.staleAfter())
            .stream()
            .filter(component -> !component.isOffline())
            .map(ListedComponent::info)
            .toList();
    List<Violation> violations =
        new CompatibilityCheck(rules)
            .among(living).stream().filter(it -> query.matches(it.component())).toList();
    // PROBLEM, RULE and FROM must not be hidden on a narrow terminal.
    session.present().uncut().list(violations, listed.envelope(), ViolationView.VIEW);
    if (violations.isEmpty() && session.present().isForPeople()) {
      environment.out().flush();
      session
          .diagnostics()
          .say(
              rules.isEmpty()
                  ? "No violations of depends_on; no rules are set, see --compatibility."
                  : "No violations of depends_on and " + count(rules.size()) + ".");
    }
    return violations.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private static String count(int rules) {
    return rules == 1 ? "1 rule" : rules + " rules";
  }
}
