package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.text.NaturalOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several components of one kind, as the registry listed them once.
 *
 * @param names in the order of the command line, or in natural order where they are selected
 * @param rows the listed rows by name; a name that is not registered has none
 * @param asOf the registry's time; null if it reports none
 * @param isSelected whether labels or {@code --all} selected them
 */
public record SelectedComponents(
    RuntimeKind kind,
    List<String> names,
    Map<String, RuntimeComponentInfo> rows,
    @Nullable Instant asOf,
    boolean isSelected) {

  /** Lists the kind once and finds the named or selected components in it. */
  public static SelectedComponents of(
      ComponentSelection selection, RuntimeKind kind, Session session) {
    RuntimeListQuery query = RuntimeListQuery.of(kind);
    boolean isSelected = selection.isSelecting();
    RuntimeListResponse listed =
        session
            .registry()
            .list(isSelected ? query.withLabels(selection.labels()).withLeases(false) : query);
    Map<String, RuntimeComponentInfo> rows = new LinkedHashMap<>();
    for (RuntimeComponentInfo row : listed.items()) {
      rows.put(row.name(), row);
    }
    List<String> names =
        isSelected
            ? rows.keySet().stream().sorted(NaturalOrder::compare).toList()
            : selection.all(session.settings());
    return new SelectedComponents(kind, names, rows, listed.asOf(), isSelected);
  }

  /** The rows of the components that are registered. */
  public List<RuntimeComponentInfo> found() {
    List<RuntimeComponentInfo> found = new ArrayList<>();
    for (String name : names) {
      RuntimeComponentInfo row = rows.get(name);
      if (row != null) {
        found.add(row);
      }
    }
    return found;
  }

  /**
   * Whether a change passes over a component: a selection leaves what is offline as it is, while a
   * name is meant.
   */
  public boolean passesOver(String name) {
    RuntimeComponentInfo row = rows.get(name);
    return isSelected && row != null && row.status().equals(Liveness.OFFLINE);
  }

  /** The names that a change does not pass over. */
  public List<String> changed() {
    List<String> changed = new ArrayList<>();
    for (String name : names) {
      if (!passesOver(name)) {
        changed.add(name);
      }
    }
    return changed;
  }

  /** The number of components and their names, for a question. */
  public String title() {
    return title(names);
  }

  /** The same for names that need not be registered. */
  public static String title(List<String> names) {
    return names.size()
        + (names.size() == 1 ? " component (" : " components (")
        + NameSummary.of(names)
        + ")";
  }
}
