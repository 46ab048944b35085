package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ComponentColumn;
import io.noetl.runtime.cli.component.ListLayout;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --count} and {@code --group-by}: show a summary instead of components. */
final class ListSummary {

  private static final View<Integer> NUMBER =
      new View<>(
          List.of(Column.of("COUNT", number -> Integer.toString(number))),
          number -> Integer.toString(number),
          number -> JsonObject.EMPTY.with("count", number).node(),
          number -> List.of(Integer.toString(number)));

  @Option(
      names = "--group-by",
      paramLabel = "GROUP",
      order = 23,
      description = "Count by status, kind, runtime, version, label, label:KEY or a column.")
  private @Nullable String groupBy;

  @Option(names = "--count", order = 24, description = "Show only the number of components.")
  private boolean count;

  /**
   * Checks the options before the registry is called.
   *
   * @throws UsageException when there is no such group
   */
  void check() {
    if (groupBy != null) {
      ComponentGroups.by(groupBy);
    }
  }

  /**
   * Checks that no option for single components is given with a summary.
   *
   * @throws UsageException when a summary is combined with an order, columns or fields
   */
  void checkAlone(ListLayout layout, FieldsOption fields, LimitOption limit) {
    String dropped =
        layout.hasColumns()
            ? "--columns"
            : layout.isSorted()
                ? layout.sortOption()
                : fields.isGiven() ? "--json" : limit.isGiven() ? "--limit" : null;
    if (isGiven() && dropped != null) {
      throw new UsageException(
          (groupBy == null ? "--count" : "--group-by")
              + " shows no components, so "
              + dropped
              + " has no effect",
          "use only one of them" + (dropped.equals("--json") ? "; -o json works with both" : ""));
    }
  }

  /** Whether the groups need the graph of dependencies. */
  boolean needsDependencies() {
    return groupBy != null && ComponentColumn.needsDependencies(groupBy);
  }

  boolean isGiven() {
    return count || groupBy != null;
  }

  void show(
      List<ListedComponent> components, JsonObject envelope, boolean noHeaders, Presenter present) {
    if (groupBy == null) {
      present.one(components.size(), NUMBER);
    } else {
      ComponentGroups groups = ComponentGroups.by(groupBy);
      List<ComponentGroups.Group> found = groups.of(components);
      View<ComponentGroups.Group> view = groups.view(count, found);
      present.list(found, envelope, noHeaders ? view.withoutHeaders() : view);
    }
  }
}
