package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is ordered by kind and name.
 *
 * @param limit how many components it holds at most
 * @param after the component before the first, as {@code kind/name}; null to begin with the first
 */
record Page(int limit, @Nullable String after) {

  /** The components, and the last of them where there are more. */
  record Part(List<RuntimeComponentInfo> items, @Nullable String next) {}

  /** What stands behind stays right while others come and go: the name need not exist any more. */
  Part of(List<RuntimeComponentInfo> sorted) {
    List<RuntimeComponentInfo> items = new ArrayList<>();
    for (RuntimeComponentInfo item : sorted) {
      if (after == null || compare(item, after) > 0) {
        if (items.size() == limit) {
          return new Part(items, key(items.getLast()));
        }
        items.add(item);
      }
    }
    return new Part(items, null);
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

  private static String key(RuntimeComponentInfo item) {
    return item.kind() + "/" + item.name();
  }
}
