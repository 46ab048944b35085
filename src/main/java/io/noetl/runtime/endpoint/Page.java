package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is ordered by kind and name.
 *
 * @param limit how many components it holds at most
 * @param after the component before the first, as {@code kind/name}; null to begin with the first
 */
record Page(int limit, @Nullable String after) {

  /** Stays right while others come and go: the name need not exist any more. */
  boolean isBehind(RuntimeComponentInfo item) {
    return after == null || compare(item, after) > 0;
  }

  /** What a client gives as {@code after} to go on behind a component. */
  static String key(RuntimeComponentInfo item) {
    return item.kind() + "/" + item.name();
  }

  private static int compare(RuntimeComponentInfo item, String after) {
    int slash = after.indexOf('/');
    String kind = slash < 0 ? "" : after.substring(0, slash);
    int byKind = String.valueOf(item.kind()).compareTo(kind);
    return byKind != 0 ? byKind : compareCodePoints(item.name(), after.substring(slash + 1));
  }

  /** As the database sorts: a string compares by code units, which differ beyond U+FFFF. */
  private static int compareCodePoints(String name, String other) {
    int[] left = name.codePoints().toArray();
    int[] right = other.codePoints().toArray();
    return Arrays.compare(left, right);
  }
}
