package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.cli.component.ComponentGraph;
import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.CommandFormats;
import io.noetl.runtime.cli.terminal.PagedOutput;
import io.noetl.runtime.cli.terminal.PagerOption;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyReach;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code dependencies}: shows what components depend on, or what depends on them. */
@Command(
    name = "dependencies",
    header = "Show what components depend on.",
    description = {
      "",
      "Shows each dependency with its effective status and version, and why it is not met."
          + " With --reverse it shows what depends on a component, and would be blocked without"
          + " it. Without NAME all components with dependencies are shown.",
      "",
      "The tree shows what is below a component once, where the component is nearest to the"
          + " root. Elsewhere (*) marks it, or (cycle) where it leads back to the component above."
          + " Below 50 levels only the number of further ones is shown, unless --depth is given.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime dependencies pool-1",
      "  noetl-runtime dependencies nats-1 --kind broker --reverse",
      "  noetl-runtime dependencies -o table",
      "  noetl-runtime dependencies -o dot | dot -Tsvg >dependencies.svg"
    })
public final class DependenciesCommand implements Callable<Integer>, CommandFormats {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of the component, or KIND/NAME (default: all components).")
  private @Nullable String name;

  @Mixin private final KindFilterOption kind = new KindFilterOption();

  @Option(names = "--reverse", order = 20, description = "Show what depends on the component.")
  private boolean reverse;

  @Option(
      names = "--depth",
      paramLabel = "N",
      order = 21,
      description = "Follow dependencies at most N times (default: to the end).")
  private @Nullable Integer depth;

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final PagerOption pager = new PagerOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public DependenciesCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String formatDescription() {
    return "Output format: tree (default), table, json, jsonl, yaml, csv, name, dot or mermaid.";
  }

  @Override
  public List<String> formats() {
    return GraphFormat.ALL;
  }

  @Override
  public Integer call() {
    if (depth != null && depth < 1) {
      throw new UsageException("--depth is " + depth + ", which shows nothing", "use 1 or more");
    }
    if (name != null && name.isBlank()) {
      throw new UsageException("the component's name is empty", "give NAME or leave it out");
    }
    GraphFormat format = GraphFormat.of(registry, environment);
    RuntimeKind wanted = kind.orNull();
    try (PagedOutput paged = pager.on(environment);
        Session session =
            Session.open(
                SessionRequest.of(registry, paged.environment()).with(staleAfter.flags()))) {
      DependencyGraph graph = ComponentGraph.read(session, environment);
      DependencyReach reach =
          new DependencyReach(reverse, depth == null ? Integer.MAX_VALUE : depth);
      DependencySelection chosen =
          name == null
              ? DependencySelection.all(wanted, reverse, graph)
              : DependencySelection.named(name, wanted, reverse, graph, registry);
      if (name == null && chosen.isEmpty()) {
        session.diagnostics().note("no component declares dependencies");
      }
      show(format, reach, graph, chosen, session.present(), paged.environment().out());
      return ExitCode.OK.code();
    }
  }

  private void show(
      GraphFormat format,
      DependencyReach reach,
      DependencyGraph graph,
      DependencySelection chosen,
      Presenter present,
      PrintWriter out) {
    Consumer<String> line = registry.output.quiet ? _ -> {} : text -> out.append(text).append('\n');
    if (format == GraphFormat.TREE) {
      new DependencyTree(reach, graph.cycles(), chosen, LineCharacters.isAscii(environment), line)
          .print();
      return;
    }
    DependencyReach.Reached reached = reach.from(chosen.roots(), chosen.missing().values());
    if (format == GraphFormat.COMMON) {
      if (present.isTabular()) {
        present.list(reached.edges(), JsonObject.EMPTY, DependencyViews.EDGES);
      } else {
        present.list(reached.nodes(), JsonObject.EMPTY, DependencyViews.COMPONENTS);
      }
      return;
    }
    DependencyDrawing drawing = new DependencyDrawing(reached.nodes(), reached.edges());
    (format == GraphFormat.DOT ? drawing.dot() : drawing.mermaid()).forEach(line);
  }
}
