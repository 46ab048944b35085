package io.noetl.runtime.schema.dependency;

import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.RuntimeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds components by their labels; a kind is indexed when it is first looked for. */
final class LabelIndex {

  private final Map<String, List<DependencyNode>> byKind = new HashMap<>();
  private final Map<String, Map<String, Map<String, List<DependencyNode>>>> byLabel =
      new HashMap<>();

  /** The components of a kind that a selector found; they differ in versions for each reference. */
  private final Map<Selection, List<DependencyNode>> found = new HashMap<>();

  private record Selection(RuntimeKind kind, LabelSelector selector) {}

  LabelIndex(Collection<DependencyNode> nodes) {
    for (DependencyNode node : nodes) {
      byKind.computeIfAbsent(node.info().key().kind(), _ -> new ArrayList<>()).add(node);
    }
  }

  /** The components of a kind whose labels match, in the order of the list. */
  List<DependencyNode> matching(RuntimeKind kind, LabelSelector selector) {
    return found.computeIfAbsent(
        new Selection(kind, selector),
        _ ->
            candidates(kind.word(), selector).stream()
                .filter(node -> selector.matches(node.labels()))
                .toList());
  }

  /** The fewest components among which all that match are. */
  private List<DependencyNode> candidates(String kind, LabelSelector selector) {
    List<DependencyNode> fewest = byKind.getOrDefault(kind, List.of());
    for (Map.Entry<String, String> label : selector.pairs().entrySet()) {
      List<DependencyNode> those =
          byLabel
              .computeIfAbsent(kind, this::index)
              .getOrDefault(label.getKey(), Map.of())
              .getOrDefault(label.getValue(), List.of());
      fewest = those.size() < fewest.size() ? those : fewest;
    }
    return fewest;
  }

  private Map<String, Map<String, List<DependencyNode>>> index(String kind) {
    Map<String, Map<String, List<DependencyNode>>> labels = new HashMap<>();
    for (DependencyNode node : byKind.getOrDefault(kind, List.of())) {
      node.labels()
          .forEach((key, value) ->
              labels
                  .computeIfAbsent(key, _ -> new HashMap<>())
                  .computeIfAbsent(value, _ -> new ArrayList<>())
                  .add(node));
    }
    return labels;
  }
}
