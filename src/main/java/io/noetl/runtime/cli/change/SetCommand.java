package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.BatchItem;
import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.component.ComponentSelection;
import io.noetl.runtime.cli.component.ForceOption;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.MaskGuard;
import io.noetl.runtime.cli.component.PreviewView;
import io.noetl.runtime.cli.component.SelectedComponents;
import io.noetl.runtime.cli.component.StatusGuard;
import io.noetl.runtime.cli.component.UriGuard;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComputedStatus;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code set}: changes single values of a component. */
@Command(
    name = "set",
    header = "Change some values of a component and keep the rest.",
    description = {
      "",
      "Values that were set stay when the same process registers again, as workers of 2026"
          + " do every 15 s; get shows them. --reset ends that. A registration by another process"
          + " replaces everything. This holds in direct mode and on serve, where a change is one"
          + " statement and leaves the heartbeat as it is.",
      "",
      "Other servers have no such call: the row is read and registered again. That counts"
          + " as a heartbeat, overwrites a concurrent change, and is undone by the next"
          + " registration of the worker. Offline and stale components are therefore refused there"
          + " (exit 6), and --status does not revive an offline component, unless --force is"
          + " given.",
      "",
      "NoETL's Python servers store a uri but do not show it, so a change would clear it:"
          + " it is refused (exit 6) unless --uri repeats the address, or --force says that there"
          + " is none. NoETL's workers of 2025 have a uri.",
      "",
      "A Python server of NoETL from 2026 treats a worker whose status is not ready as dead"
          + " and runs its jobs again on another worker. There, and in direct mode on the database"
          + " of such a server, --status needs --force for any other status.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime set demo --capacity 20",
      "  noetl-runtime set demo --label env=prod --label canary-",
      "  noetl-runtime set demo --depends-on broker/events@^2.3",
      "  noetl-runtime set -l env=prod --capacity 20 --dry-run",
      "  noetl-runtime set demo --reset"
    })
public final class SetCommand implements Callable<Integer> {

  @Mixin private final ComponentSelection selection = new ComponentSelection();
  @Mixin private final KindOption kind = new KindOption();

  @Option(
      names = "--runtime",
      paramLabel = "TYPE",
      order = 11,
      description = "Runtime of the component.")
  private @Nullable String runtime;

  @Option(names = "--uri", paramLabel = "URI", order = 12, description = "Address.")
  private @Nullable String uri;

  @Option(names = "--status", paramLabel = "STATUS", order = 13, description = "Status.")
  private @Nullable String status;

  @Option(
      names = "--capacity",
      paramLabel = "N",
      order = 14,
      description = "Number of jobs it runs at once.")
  private @Nullable String capacity;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      order = 15,
      description = "Labels, separated by commas; K- removes one; may be repeated.")
  private List<String> labels = List.of();

  @Option(
      names = "--component-version",
      paramLabel = "VERSION",
      order = 16,
      description = "Version of the component; --meta version- removes it.")
  private @Nullable String version;

  @Option(
      names = "--depends-on",
      paramLabel = "REF",
      order = 16,
      description = "Component that it needs; REF- removes one; may be repeated.")
  private List<String> dependsOn = List.of();

  @Option(
      names = "--meta",
      paramLabel = "K=V",
      order = 16,
      description = "Field of the runtime object; K- removes it; may be repeated.")
  private List<String> meta = List.of();

  @Option(names = "--pid", paramLabel = "PID", order = 17, description = "Process id.")
  private @Nullable String pid;

  @Option(names = "--hostname", paramLabel = "HOST", order = 18, description = "Host name.")
  private @Nullable String hostname;

  @Option(
      names = "--reset",
      order = 19,
      description = "Let registrations change these values again.")
  private boolean reset;

  @Mixin private final ForceOption force = new ForceOption();

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public SetCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    boolean isOne = selection.isOne();
    if (uri != null) {
      selection.requireOne("--uri");
    }
    if (pid != null) {
      selection.requireOne("--pid");
    }
    try (Session session = Session.open(registry, environment)) {
      return (isOne ? one(session) : several(session)).code();
    }
  }

  private ExitCode one(Session session) {
    RuntimeUpdateRequest asked = request(selection.one(session.settings()), null);
    if (!dryRun
        && !change.isAllowed(
            "Change " + asked.kind().word() + " " + asked.name(), session, environment)) {
      return ExitCode.FAILURE;
    }
    ChangeTarget row = ChangeTarget.find(asked.kind(), asked.name(), session, registry);
    RuntimeUpdateRequest request = dependsOn.isEmpty() ? asked : request(asked.name(), row.info());
    check(request, row, session, dryRun);
    if (dryRun) {
      session.present().one(session.registry().preview(request), PreviewView.VIEW);
    } else {
      session.present().one(changed(request, row, session), Outcome.VIEW);
    }
    return ExitCode.OK;
  }

  private ExitCode several(Session session) {
    // What is to be set is checked before the registry is asked.
    request("any", null);
    SelectedComponents chosen = ChangeTarget.several(selection, kind.value(), session);
    return new ChangeBatch(session, environment, registry, change, dryRun, force.isGiven)
        .run("Change", chosen, row -> item(row, session));
  }

  private BatchItem item(ChangeTarget row, Session session) {
    RuntimeUpdateRequest request = request(row.name(), row.info());
    check(request, row, session, false);
    if (dryRun && !leaves(row)) {
      String result = reset ? "would be reset" : "would be changed";
      return BatchItem.planned(
          new Outcome(kind.value(), row.name(), result, JsonObject.EMPTY),
          () -> session.registry().preview(request));
    }
    return BatchItem.of(changed(request, row, session));
  }

  /** Whether there is nothing to reset. */
  private boolean leaves(ChangeTarget row) {
    return reset && OperatorMark.of(row.info()) == null;
  }

  private Outcome changed(RuntimeUpdateRequest request, ChangeTarget row, Session session) {
    if (leaves(row)) {
      return new Outcome(
          request.kind(), row.name(), "no values were set; nothing changed", row.unchanged());
    }
    JsonObject answer = session.registry().update(request).json();
    return new Outcome(request.kind(), row.name(), reset ? "reset" : "changed", answer)
        .withStatus(request.status());
  }

  private void check(
      RuntimeUpdateRequest request, ChangeTarget row, Session session, boolean isShown) {
    boolean insists = force.isGiven || isShown;
    if (!insists) {
      row.requireAlive(request, session, environment);
    }
    new StatusGuard(session, insists)
        .check(request.kind(), request.name(), request.status(), StatusGuard.HINT);
    new UriGuard(session, insists, UriGuard.HINT).check(row.info(), request.uri());
  }

  /**
   * The change in the flags; environment variables of a worker are not part of it.
   *
   * @param row what dependencies are added to or taken from; null while it is not read yet
   */
  private RuntimeUpdateRequest request(String component, @Nullable RuntimeComponentInfo row) {
    JsonObject change =
        JsonObject.EMPTY
            .with("name", component)
            .with("kind", kind.value().word())
            .with("runtime", ValuePatch.value("--runtime", runtime))
            .with("uri", ValuePatch.value("--uri", uri))
            .with("status", ValuePatch.value("--status", status))
            .with("capacity", capacity)
            .with("labels", ValuePatch.labels(labels))
            .with("pid", pid)
            .with("hostname", ValuePatch.value("--hostname", hostname))
            .with("meta", ValuePatch.pairs("--meta", meta));
    if (version != null) {
      change = change.with("version", version);
    }
    if (!dependsOn.isEmpty()) {
      change = change.with("depends_on", DependencyPatch.of(dependsOn, row));
    }
    boolean isEmpty =
        runtime == null
            && uri == null
            && status == null
            && capacity == null
            && pid == null
            && hostname == null
            && labels.isEmpty()
            && version == null
            && dependsOn.isEmpty()
            && meta.isEmpty();
    if (reset) {
      if (!isEmpty) {
        throw new UsageException("--reset cannot be used with other values", "set them afterwards");
      }
      return OperatorMark.reset(kind.value(), component);
    }
    if (isEmpty) {
      throw new UsageException("nothing to change", "name a value, such as --capacity 10");
    }
    MaskGuard.check(change);
    try {
      RuntimeUpdateRequest request = RuntimeUpdateRequest.fromJson(change);
      ComputedStatus.refuse(request.status());
      return request;
    } catch (RuntimeApiException.InvalidRequest invalid) {
      throw FieldWords.ofFlags(
          ComputedStatus.added(invalid, status),
          // What is set of the runtime object comes from --meta.
          field -> field.equals("runtime") ? "--meta" : ComponentOptions.flag(field));
    }
  }
}
