package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ComponentFilter;
import io.noetl.runtime.cli.component.ListLayout;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code watch}: follows components until a signal ends it. */
@Command(
    name = "watch",
    header = "Watch components for changes.",
    description = {
      "",
      "On a terminal the list is redrawn in place, with offline, stale and draining components"
          + " first. The arrow keys scroll, / filters, s changes the order, ? lists all keys, and q"
          + " quits (exit 0). In a pipe, or with -o jsonl, each line is one event: added, changed,"
          + " stale, blocked, unblocked or removed for a component, unreachable or reachable for"
          + " the registry. Outages of the registry do not end it. Exit codes: 0 on SIGTERM, 130 on"
          + " SIGINT, 141 when the reader closes the pipe.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime watch",
      "  noetl-runtime watch --all-kinds --sort-by status --interval 5s",
      "  noetl-runtime watch -o jsonl | jq -r 'select(.event == \"stale\") | .name'",
      "  noetl-runtime watch -q --log night.jsonl"
    })
public final class WatchCommand implements Callable<Integer> {

  @Mixin private final ComponentFilter filter = new ComponentFilter();
  @Mixin private final ListLayout layout = new ListLayout();

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      order = 30,
      description = "Refresh interval (default: 2s).")
  private String interval = "2s";

  @Option(
      names = "--log",
      paramLabel = "FILE",
      order = 31,
      description = "Append the events to this file as JSON; see flaps.")
  private @Nullable String log;

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public WatchCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    return new WatchRunner(
            environment,
            registry,
            SettingReader.duration("--interval", interval),
            log == null ? null : Path.of(log))
        .run(staleAfter, filter, layout);
  }
}
