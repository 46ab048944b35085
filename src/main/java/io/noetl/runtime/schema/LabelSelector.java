package io.noetl.runtime.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which labels a component has to have: {@code env=prod,tier!=web}, {@code env in (a,b)}, {@code
 * env notin (a,b)}, {@code key}, {@code !key}; every part must hold.
 *
 * <p>{@code !=} and {@code notin} also hold for a component without the label.
 */
public record LabelSelector(List<LabelRequirement> requirements) {

  /** The selector that every component meets. */
  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /** The selector of those that carry these labels with these values. */
  public static LabelSelector of(Map<String, String> labels) {
    return labels.isEmpty()
        ? EVERYTHING
        : new LabelSelector(
            labels.entrySet().stream()
                .map(label -> new LabelRequirement(label.getKey(), Set.of(label.getValue()), false))
                .toList());
  }

  /**
   * Reads a selector. In a value, a backslash takes the next character as it is.
   *
   * @throws RuntimeApiException.InvalidRequest that says at which character it is wrong
   */
  public static LabelSelector parse(String text) {
    return new LabelSelector(new LabelSelectorReader(text).read());
  }

  /** Labels with values that every component that meets it has: what an index is asked for. */
  public Map<String, String> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (LabelRequirement requirement : requirements) {
      if (!requirement.negated() && requirement.wanted().size() == 1) {
        pairs.put(requirement.key(), requirement.wanted().iterator().next());
      }
    }
    return pairs;
  }

  /** The selector of those that meet both. */
  public LabelSelector and(LabelSelector other) {
    List<LabelRequirement> both = new ArrayList<>(requirements);
    both.addAll(other.requirements);
    return new LabelSelector(both);
  }

  /**
   * The one text that all spellings of this selector have in common.
   *
   * @param encoding what keys and values are to be passed through
   */
  String text(UnaryOperator<String> encoding) {
    StringBuilder text = new StringBuilder();
    for (LabelRequirement requirement : requirements) {
      requirement.append(text.isEmpty() ? text : text.append(','), encoding);
    }
    return text.toString();
  }

  boolean matches(RuntimeComponentInfo component) {
    return requirements.isEmpty() || matches(component.labels());
  }

  /** Whether a component with these labels meets it. */
  public boolean matches(Map<String, String> labels) {
    for (LabelRequirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }
}
