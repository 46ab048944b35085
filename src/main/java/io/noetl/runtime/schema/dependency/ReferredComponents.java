package io.noetl.runtime.schema.dependency;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The components that others name or select: a graph of a large fleet needs no more than these. */
public final class ReferredComponents {

  /** With more than these, all components of a kind count as selected. */
  private static final int MOST_SELECTORS = 100;

  private final Set<ComponentKey> named = new HashSet<>();
  private final Map<String, Set<LabelSelector>> selected = new HashMap<>();

  /** Adds what a component refers to. */
  public void addReferencesOf(RuntimeComponentInfo row) {
    for (ComponentReference reference : DeclaredDependencies.of(row).references()) {
      String kind = reference.kind().word();
      LabelSelector selector = reference.selector();
      if (selector == null) {
        named.add(new ComponentKey(kind, String.valueOf(reference.name())));
      } else {
        selected.computeIfAbsent(kind, _ -> new HashSet<>()).add(selector);
      }
    }
  }

  /** Whether a component is among them. */
  public boolean contains(RuntimeComponentInfo row) {
    if (named.contains(row.key())) {
      return true;
    }
    Set<LabelSelector> selectors = selected.getOrDefault(row.key().kind(), Set.of());
    if (selectors.isEmpty() || selectors.size() > MOST_SELECTORS) {
      return !selectors.isEmpty();
    }
    Map<String, String> labels = row.labels();
    for (LabelSelector selector : selectors) {
      if (selector.matches(labels)) {
        return true;
      }
    }
    return false;
  }
}
