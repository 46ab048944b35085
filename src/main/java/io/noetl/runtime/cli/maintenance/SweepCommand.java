package io.noetl.runtime.cli.maintenance;

import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code sweep}: marks components without heartbeats offline. */
@Command(
    name = "sweep",
    header = "Mark components without heartbeats offline (direct mode).",
    description = {
      "",
      "Does what a NoETL server does every few seconds: a component whose last heartbeat is"
          + " older than --older-than, by the database's clock, becomes offline. Leader-election"
          + " rows of NoETL servers are not changed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime sweep --direct",
      "  noetl-runtime sweep --older-than 5m --kind broker --dry-run --direct"
    })
public final class SweepCommand implements Callable<Integer> {

  @Mixin private final KindFilterOption kind = new KindFilterOption();

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      order = 20,
      description = "Heartbeat age (default: 60s).")
  private @Nullable String olderThan;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  @Option(names = "--dry-run", order = 50, description = "Show what would be marked.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public SweepCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (MaintenanceSession session = MaintenanceSession.open(registry, environment)) {
      RuntimeKind wanted = kind.orNull();
      Duration age =
          olderThan == null
              ? session.settings().duration(Setting.OFFLINE_AFTER)
              : SettingReader.duration("--older-than", olderThan);
      if (!dryRun
          && !change.isAllowed(
              "Mark silent components offline",
              session.settings(),
              session.diagnostics(),
              environment)) {
        return ExitCode.FAILURE.code();
      }
      RuntimeListResponse swept =
          dryRun
              ? session.maintenance().unresponsive(wanted, age)
              : session.maintenance().sweep(wanted, age);
      session.show(swept, dryRun ? "would be marked offline" : "marked offline");
      return ExitCode.OK.code();
    }
  }
}
