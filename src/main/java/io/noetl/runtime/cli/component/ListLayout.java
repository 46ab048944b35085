package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.output.TableSection;
import io.noetl.runtime.output.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the sort order and the columns of a list. */
public final class ListLayout {

  private static final Comparator<ListedComponent> BY_NAME =
      Comparator.comparing(ListedComponent::name);

  @Option(
      names = "--sort-by",
      paramLabel = "COLUMN",
      order = 20,
      description = "By any column; name unless given, trouble first by status.")
  private @Nullable String sortBy;

  @Option(
      names = "--columns",
      paramLabel = "COLUMNS",
      order = 21,
      description = "These, as in name,status,label:env,meta:version.")
  private @Nullable String columns;

  public boolean isSorted() {
    return sortBy != null;
  }

  public boolean hasColumns() {
    return columns != null;
  }

  public Comparator<ListedComponent> order() {
    return sortBy == null ? BY_NAME : ComponentColumn.of("--sort-by", sortBy).order();
  }

  /** How the components are shown; {@code registryFlags} go into suggested commands. */
  public View<ListedComponent> view(String registryFlags) {
    View<ListedComponent> view = ListedComponent.VIEW;
    if (columns != null) {
      view =
          view.withColumns(
              Arrays.stream(columns.split(",", -1))
                  .map(name -> ComponentColumn.of("--columns", name).column())
                  .toList());
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
