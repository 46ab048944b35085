package io.noetl.runtime.schema;

import java.util.Map;
import java.util.Set;

/**
 * What one part of a selector asks of the labels.
 *
 * @param key the label's key
 * @param wanted the values of which the label has to have one; empty for any value
 * @param negated whether the labels are to be otherwise, which a missing label is
 */
record LabelRequirement(String key, Set<String> wanted, boolean negated) {

  LabelRequirement {
    wanted = Set.copyOf(wanted);
  }

  boolean matches(Map<String, String> labels) {
    String value = labels.get(key);
    return (value != null && (wanted.isEmpty() || wanted.contains(value))) != negated;
  }
}
