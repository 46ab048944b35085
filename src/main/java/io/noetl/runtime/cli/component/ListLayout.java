package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.output.TableSection;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RuntimeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the sort order and the columns of a list. */
public final class ListLayout {

  @Option(
      names = "--sort-by",
      paramLabel = "COLUMN",
      order = 20,
      description = "Column to sort by (default: name); status puts problems first.")
  private @Nullable String sortBy;

  @Option(names = "--reverse", order = 20, description = "Reverse the order.")
  private boolean reverse;

  @Option(
      names = "--columns",
      paramLabel = "COLUMNS",
      order = 21,
      description = "Columns to show, for example name,status,version,label:env.")
  private @Nullable String columns;

  public boolean isSorted() {
    return sortBy != null || reverse;
  }

  /** The option that sorts; null where none is given. */
  public @Nullable String sortOption() {
    return sortBy != null ? "--sort-by" : reverse ? "--reverse" : null;
  }

  /** The order of the options in words. */
  public String sortedBy() {
    return (sortBy == null ? "name" : sortBy) + (reverse ? " reversed" : "");
  }

  /** Whether the columns or their order need the graph of dependencies. */
  public boolean needsDependencies() {
    if (sortBy != null && ComponentColumn.needsDependencies(sortBy)) {
      return true;
    }
    for (String name : columns == null ? new String[0] : columns.split(",", -1)) {
      if (ComponentColumn.needsDependencies(name)) {
        return true;
      }
    }
    return false;
  }

  public boolean hasColumns() {
    return columns != null;
  }

  /** The order of the components; names are in natural order for people. */
  public Comparator<ListedComponent> order(boolean forPeople) {
    Comparator<ListedComponent> order =
        sortBy == null
            ? ComponentColumn.byName(forPeople)
            : ComponentColumn.of("--sort-by", sortBy).order(forPeople);
    return reverse ? order.reversed() : order;
  }

  /**
   * How the components are shown.
   *
   * @param kind the only kind; null for several
   * @param blocked whether only blocked components are shown, which says why
   * @param registryFlags the flags for suggested commands
   */
  public View<ListedComponent> view(
      @Nullable RuntimeKind kind, boolean blocked, String registryFlags) {
    View<ListedComponent> view = ListedComponent.VIEW;
    if (columns == null && kind != null) {
      view = view.withColumns(ComponentColumn.SHOWN_OF_ONE_KIND);
    } else if (columns != null) {
      view =
          view.withColumns(
              Arrays.stream(columns.split(",", -1))
                  .map(name -> ComponentColumn.of("--columns", name).column())
                  .toList());
    }
    if (columns == null && blocked) {
      view = view.withColumns(ComponentColumn.withBlockedBy(view.columns()));
    }
    // An explicit sort order is kept: stale components are not moved to a section of their own.
    return isSorted()
        ? view
        : view.withAside(
            new TableSection<>(
                component -> component.liveness().stale(),
                stale -> heading(new ArrayList<>(stale), registryFlags)));
  }

  private static String heading(List<ListedComponent> stale, String registryFlags) {
    ListedComponent first = stale.getFirst();
    return stale.size()
        + " stale; look closer: "
        + SuggestedCommand.on("doctor", first.info().kind(), first.name(), registryFlags);
  }
}
