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
      "On a terminal the list is drawn in place, trouble first; arrows scroll, / filters, s changes"
          + " the order, ? shows all keys, q ends it with 0. In a pipe, and with -o jsonl, there is"
          + " one event a line: added, changed, stale, removed, and unreachable and reachable for"
          + " the registry itself. It goes on through outages, ends with 0 on SIGTERM, with 130 on"
          + " SIGINT, and with 141 when nobody reads any more.",
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
