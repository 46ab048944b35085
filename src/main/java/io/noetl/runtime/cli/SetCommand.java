package io.noetl.runtime.cli;

import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes what is named of a component and keeps the rest. */
@Command(
    name = "set",
    header = "Change some values of a component and keep the rest.",
    description = {
      "",
      "In direct mode this is one statement, and the heartbeat stays as it is. Over HTTP the row is"
          + " read and registered again, since the API has no such call: that counts as a"
          + " heartbeat, and a change that somebody else makes in the same moment is lost.",
      "",
      "NoETL's Python servers store a uri but do not show it, so a change there would clear it: it is"
          + " refused (exit 6) unless --uri repeats the address or --force says that there is none."
          + " NoETL's own workers of 2025 have one.",
      "",
      "A Python server of NoETL from 2026 takes a worker with another status than ready for dead and"
          + " runs its jobs again on another worker; there, and in direct mode on a database that"
          + " such a server works on, --status needs --force for any other.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime set demo --capacity 20",
      "  noetl-runtime set demo --label env=prod --label canary-",
      "  noetl-runtime set demo --status draining --dry-run"
    })
final class SetCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
  @Mixin private final KindOption kind = new KindOption();

  @Option(names = "--runtime", paramLabel = "TYPE", order = 11, description = "What it runs.")
  private @Nullable String runtime;

  @Option(names = "--uri", paramLabel = "URI", order = 12, description = "Its address.")
  private @Nullable String uri;

  @Option(names = "--status", paramLabel = "STATUS", order = 13, description = "Its status.")
  private @Nullable String status;

  @Option(
      names = "--capacity",
      paramLabel = "N",
      order = 14,
      description = "How many jobs it takes at once.")
  private @Nullable String capacity;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      order = 15,
      description = "A label; K- takes it away; may be repeated.")
  private List<String> labels = List.of();

  @Option(
      names = "--meta",
      paramLabel = "K=V",
      order = 16,
      description = "A field of its runtime object; K- takes it away; may be repeated.")
  private List<String> meta = List.of();

  @Option(names = "--pid", paramLabel = "PID", order = 17, description = "Its process id.")
  private @Nullable String pid;

  @Option(names = "--hostname", paramLabel = "HOST", order = 18, description = "Its host.")
  private @Nullable String hostname;

  @Mixin private final ForceOption force = new ForceOption();

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  SetCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(registry, environment)) {
      RuntimeUpdateRequest request = request(name.in(session.settings()));
      new StatusGuard(session, force.isGiven || dryRun)
          .check(request.kind(), request.name(), request.status(), StatusGuard.HINT);
      new UriGuard(session, force.isGiven || dryRun, UriGuard.HINT)
          .check(request.kind(), request.name(), request.uri());
      if (dryRun) {
        session.present().one(session.registry().preview(request), PreviewView.VIEW);
      } else if (!change.isAllowed(
          "Change " + request.kind().word() + " " + request.name(),
          session.settings(),
          session.diagnostics(),
          environment)) {
        return ExitCode.FAILURE.code();
      } else {
        JsonObject answer = session.registry().update(request).json();
        session
            .present()
            .one(new Outcome(request.kind(), request.name(), "changed", answer), Outcome.VIEW);
      }
      return ExitCode.OK.code();
    } catch (RuntimeApiException.UnknownComponent unknown) {
      throw unknown.withHint(registry.listHint(unknown.kind()));
    }
  }

  /** What the flags say: the worker's variables describe a worker, not a change to it. */
  private RuntimeUpdateRequest request(String component) {
    JsonObject change =
        JsonObject.EMPTY
            .with("name", component)
            .with("kind", kind.orElse(RuntimeKind.WORKER_POOL).word())
            .with("runtime", value("--runtime", runtime))
            .with("uri", value("--uri", uri))
            .with("status", value("--status", status))
            .with("capacity", capacity)
            .with("labels", patch("--label", labels))
            .with("pid", pid)
            .with("hostname", value("--hostname", hostname))
            .with("meta", patch("--meta", meta));
    if (runtime == null
        && uri == null
        && status == null
        && capacity == null
        && pid == null
        && hostname == null
        && labels.isEmpty()
        && meta.isEmpty()) {
      throw new UsageException("nothing is to change", "name a value, such as --capacity 10");
    }
    return RuntimeUpdateRequest.fromJson(change);
  }

  private static @Nullable String value(String option, @Nullable String text) {
    if (text != null && text.isBlank()) {
      throw new UsageException(option + " is empty", "give it a value or leave it out");
    }
    return text;
  }

  /** Reads {@code K=V} and {@code K-}, which takes K away; a later one wins. */
  private static Map<String, @Nullable String> patch(String option, List<String> texts) {
    Map<String, @Nullable String> patch = new LinkedHashMap<>();
    for (String text : texts) {
      if (text.indexOf('=') < 0 && text.length() > 1 && text.endsWith("-")) {
        patch.put(text.substring(0, text.length() - 1), null);
      } else {
        patch.putAll(ComponentOptions.pairs(option, List.of(text)));
      }
    }
    return patch;
  }
}
