package io.noetl.runtime.schema;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

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

  /** Writes it as a selector has it, with values in order. */
  void append(StringBuilder text, UnaryOperator<String> encoding) {
    if (wanted.isEmpty()) {
      text.append(negated ? "!" : "").append(encoding.apply(key));
      return;
    }
    text.append(encoding.apply(key));
    if (wanted.size() == 1) {
      text.append(negated ? "!=" : "=")
          .append(encoding.apply(escaped(wanted.iterator().next(), ",")));
      return;
    }
    text.append(negated ? " notin (" : " in (");
    String comma = "";
    for (String value : new TreeSet<>(wanted)) {
      text.append(comma).append(encoding.apply(escaped(value, ",)")));
      comma = ",";
    }
    text.append(')');
  }

  /** A value with a backslash before what would end or shorten it. */
  private static String escaped(String value, String ends) {
    StringBuilder escaped = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isBlankAtEdge = (c == ' ' || c == '\t') && (i == 0 || i == value.length() - 1);
      // An equals sign at the beginning would make another operator of the one before it.
      boolean isEquals = c == '=' && i == 0;
      if (c == '\\' || ends.indexOf(c) >= 0 || isBlankAtEdge || isEquals) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
