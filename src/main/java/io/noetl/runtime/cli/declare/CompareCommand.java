package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.CountText;
import io.noetl.runtime.cli.component.KindSelectionOptions;
import io.noetl.runtime.cli.component.QueryOptions;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code compare}: compares a server's API with the table behind it. */
@Command(
    name = "compare",
    header = "Compare the components of a server with its database.",
    description = {
      "",
      "Asks the server and the database at the same time and shows only differences. Fields"
          + " that one of them does not show are not compared, and values that change meanwhile,"
          + " such as heartbeats, are ignored. Exit 0: no differences. Exit 1: differences.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime compare --server http://noetl:8083 \\",
      "    --database postgresql://noetl@db/noetl",
      "  noetl-runtime compare --all-kinds -o json"
    })
public final class CompareCommand implements Callable<Integer> {

  @Mixin private final KindSelectionOptions kinds = new KindSelectionOptions();
  @Mixin private final QueryOptions query = new QueryOptions();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public CompareCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Settings settings = registry.ofBoth(Map.of(), environment);
    RuntimeListQuery meant = query.of(kinds.orNull(), false);
    Diagnostics diagnostics = Session.diagnostics(settings, registry.output, environment);
    RegistryOpener opener = new RegistryOpener(environment);
    try (RuntimeApi server = opener.openServer(settings, diagnostics);
        RuntimeApi database = opener.openDatabase(settings, diagnostics)) {
      AllKindsLister lister = new AllKindsLister(diagnostics);
      RuntimeListResponse before = lister.list(server, meant);
      RuntimeListResponse table = database.list(lister.listed(meant));
      ComponentComparison comparison =
          new ComponentComparison(before, table, lister.list(server, meant));
      List<ComponentDifference> found = comparison.differences();
      registry
          .presenter(settings, environment)
          .list(
              found,
              JsonObject.EMPTY.with("compared", comparison.size()),
              ComponentDifference.VIEW);
      diagnostics.tell(summary(comparison.size(), found));
      return (found.isEmpty() ? ExitCode.OK : ExitCode.FAILURE).code();
    }
  }

  private static String summary(int all, List<ComponentDifference> found) {
    long differing = found.stream().map(ComponentDifference::key).distinct().count();
    String components = CountText.components(all);
    return differing == 0
        ? components + " compared, no differences"
        : components + " compared, " + differing + " different";
  }
}
