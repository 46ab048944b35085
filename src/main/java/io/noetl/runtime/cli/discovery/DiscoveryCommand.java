package io.noetl.runtime.cli.discovery;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.SelectorOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.CommandFormats;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.discovery.ScrapeTargets;
import io.noetl.runtime.text.ShellWord;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code discovery}: writes components in the form of another system's discovery. */
@Command(
    name = "discovery",
    header = "Write components as targets for Prometheus.",
    description = {
      "",
      "Writes a JSON file for file_sd_configs of Prometheus. The target of a component is"
          + " meta.metrics_uri, or meta.metrics_port of its hostname, or host and port of its URI"
          + " if that is http or https; other components and offline ones are left out. Labels"
          + " begin with __meta_noetl_. Where serve runs, http_sd_configs with the address"
          + " /api/discovery/prometheus needs no file.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime discovery prometheus -o json",
      "  noetl-runtime discovery prometheus --kind worker_pool -l env=prod"
    })
public final class DiscoveryCommand implements Callable<Integer>, CommandFormats {

  private static final String JSON = OutputFormat.JSON.word();

  @Parameters(index = "0", paramLabel = "SYSTEM", description = "prometheus.")
  private String system = "";

  @Mixin private final KindFilterOption kind = new KindFilterOption();
  @Mixin private final SelectorOption selector = new SelectorOption();
  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public DiscoveryCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String formatDescription() {
    return "Output format: json.";
  }

  @Override
  public List<String> formats() {
    return List.of(JSON);
  }

  @Override
  public Integer call() {
    if (!system.equals("prometheus")) {
      throw new UsageException(
          "unknown discovery system " + ShellWord.of(system), "use: discovery prometheus");
    }
    String format = registry.output.format;
    if (format != null && !format.toLowerCase(Locale.ROOT).equals(JSON)) {
      throw new UsageException("discovery does not support " + ShellWord.of(format), "use -o json");
    }
    RuntimeListQuery query =
        RuntimeListQuery.of(kind.orNull()).withLabels(selector.selector()).withLeases(false);
    try (Session session =
        Session.open(SessionRequest.of(registry, environment).with(staleAfter.flags()))) {
      RuntimeListResponse listed =
          new AllKindsLister(session.diagnostics()).list(session.registry(), query);
      ScrapeTargets targets = new ScrapeTargets();
      for (ListedComponent component :
          ListedComponent.of(
              listed, session.asOf(listed.asOf(), environment), session.staleAfter())) {
        targets.add(component.info(), component.liveness());
      }
      targets.problems().forEach(session.diagnostics()::warn);
      if (!registry.output.quiet) {
        environment.out().append(Json.writePretty(targets.documents())).append('\n');
      }
      return ExitCode.OK.code();
    }
  }
}
