package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ComponentGraph;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.OtherKinds;
import io.noetl.runtime.cli.component.StatusOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.probe.ComponentProbes;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.text.AgeFormat;
import io.noetl.runtime.text.NearestWord;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code check}: reports by its exit code whether a component is alive. */
@Command(
    name = "check",
    header = "Check by exit code whether components are alive.",
    description = {
      "",
      "Exit 0: the component is registered, not offline, and its last heartbeat is not"
          + " older than --max-age. Exit 1: it is not, or the registry could not be asked; a line"
          + " on stderr says which. With --detailed-exitcode an unknown name is 5, an unreachable"
          + " registry 7, and so on; a component that is registered but not alive stays 1. Of"
          + " several components all have to be alive; if only some are, the exit code is 12.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime check demo --max-age 45s",
      "  noetl-runtime check -l env=prod",
      "  noetl-runtime check demo --with-dependencies",
      "  noetl-runtime check demo --probe --probe-allow 10.0.0.0/8",
      "  noetl-runtime check demo --status ready -q && echo go"
    })
public final class CheckCommand implements Callable<Integer> {

  @Mixin private final ComponentSelection selection = new ComponentSelection();
  @Mixin private final KindOption kind = new KindOption();

  @Option(
      names = "--max-age",
      paramLabel = "DURATION",
      order = 20,
      description = "Maximum heartbeat age (default: 60s).")
  private @Nullable String maxAge;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      order = 21,
      description = "Also require this status.")
  private @Nullable String status;

  @Option(
      names = "--with-dependencies",
      order = 22,
      description = "Also require that its dependencies are met.")
  private boolean withDependencies;

  @Mixin private final ProbeOptions probe = new ProbeOptions();

  @Option(
      names = "--detailed-exitcode",
      order = 30,
      description = "Exit with the code of the failure instead of 1.")
  private boolean detailed;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;
  private @Nullable ComponentProbes probes;

  public CheckCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (status != null && status.isBlank()) {
      throw new UsageException("--status is empty", "give it a value or remove it");
    }
    probes = probe.probes();
    boolean isOne = selection.isOne();
    try (Session session = Session.open(registry, environment)) {
      Duration most = maxAge == null ? null : SettingReader.duration("--max-age", maxAge);
      if (!isOne) {
        return several(most, session).code();
      }
      String wanted = selection.one(session.settings());
      RuntimeKind wantedKind = kind.value();
      RuntimeListQuery query = RuntimeListQuery.named(wantedKind, wanted);
      try {
        return check(query, most, session).code();
      } catch (RuntimeApiException failure) {
        return failed(failure, session).code();
      }
    }
  }

  /** Checks several components: 0 when all pass, 1 when none does, else 12. */
  private ExitCode several(@Nullable Duration most, Session session) {
    try {
      RuntimeListResponse listed = session.registry().list(RuntimeListQuery.of(kind.value()));
      Duration patience = most == null ? session.staleAfter() : most;
      List<ListedComponent> all =
          ListedComponent.of(listed, session.asOf(listed.asOf(), environment), patience);
      ComponentSelection.ListedSelection chosen = selection.in(all, session.settings());
      List<ListedComponent> found =
          judged(chosen.found(), RuntimeListQuery.of(kind.value()), listed, session);
      return several(
          new ComponentSelection.ListedSelection(found, chosen.missing()), all, patience, session);
    } catch (RuntimeApiException failure) {
      return failed(failure, session);
    }
  }

  private ExitCode several(
      ComponentSelection.ListedSelection chosen,
      List<ListedComponent> all,
      Duration patience,
      Session session) {
    Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    MissingNames missing = new MissingNames(session);
    for (ListedComponent component : chosen.found()) {
      codes.add(told(component, session, patience));
    }
    for (String unknown : chosen.missing()) {
      ExitCode exit =
          missing.add(
              unknown,
              OtherKinds.unknown(
                  "check",
                  kind.value(),
                  unknown,
                  () -> all.stream().map(ListedComponent::name).toList(),
                  session.registry(),
                  registry));
      codes.add(detailed ? exit : ExitCode.FAILURE);
    }
    session.present().list(chosen.found(), missing.envelope(), probe.view());
    if (codes.isEmpty()) {
      session.diagnostics().tell("no " + kind.value().word() + " matches");
      return ExitCode.FAILURE;
    }
    return ExitCode.ofAll(codes);
  }

  private ExitCode check(RuntimeListQuery query, @Nullable Duration most, Session session) {
    RuntimeListResponse listed = session.registry().list(query);
    Duration patience = most == null ? session.staleAfter() : most;
    return check(found(listed, query, session, patience), session, patience);
  }

  private ListedComponent found(
      RuntimeListResponse listed, RuntimeListQuery query, Session session, Duration patience) {
    List<ListedComponent> found =
        ListedComponent.of(listed, session.asOf(listed.asOf(), environment), patience);
    if (found.isEmpty()) {
      throw OtherKinds.unknown(
          "check", kind.value(), String.valueOf(query.name()), session.registry(), registry);
    }
    return judged(found.subList(0, 1), query, listed, session).getFirst();
  }

  private List<ListedComponent> judged(
      List<ListedComponent> components,
      RuntimeListQuery query,
      RuntimeListResponse listed,
      Session session) {
    return probe.probed(
        withDependencies
            ? ComponentGraph.judged(components, query, listed, session, environment)
            : components,
        probes);
  }

  private ExitCode check(ListedComponent component, Session session, Duration patience) {
    session.present().one(component, probe.view());
    return told(component, session, patience);
  }

  /** Says on stderr why a component fails the check. */
  private ExitCode told(ListedComponent component, Session session, Duration patience) {
    String problem = problem(component, patience);
    if (problem == null) {
      return ExitCode.OK;
    }
    session.diagnostics().tell(component.name() + " " + problem);
    return ExitCode.FAILURE;
  }

  /** Why a component fails the check; null where it passes. */
  private @Nullable String problem(ListedComponent component, Duration patience) {
    if (component.isOffline()) {
      return "is offline";
    }
    Duration age = component.liveness().age();
    if (age == null) {
      return "has never sent a heartbeat";
    }
    if (component.liveness().stale()) {
      Duration expiresIn = component.liveness().expiresIn();
      // A lease has its own limit.
      Duration limit = expiresIn == null ? patience : age.plus(expiresIn);
      return "has sent no heartbeat for "
          + AgeFormat.text(age)
          + ", which is more than "
          + AgeFormat.text(limit);
    }
    if (status == null || component.hasStatus(status)) {
      return component.isBlocked()
          ? "is blocked by " + String.join(", ", component.blockedBy())
          : probe.problem(component);
    }
    String wanted = status.strip();
    String word = wanted.toLowerCase(Locale.ROOT);
    String meant =
        StatusOption.KNOWN.contains(word) ? null : NearestWord.to(word, StatusOption.KNOWN);
    return "is "
        + component.info().status()
        + " and not "
        + wanted
        + (meant == null ? "" : "; did you mean " + meant + "?");
  }

  /** Invalid requests keep their exit code, since they say nothing about the component. */
  private ExitCode failed(RuntimeApiException failure, Session session) {
    Failure seen = Failure.of(failure);
    session.diagnostics().report(seen);
    return detailed || failure instanceof RuntimeApiException.InvalidRequest
        ? seen.exit()
        : ExitCode.FAILURE;
  }
}
