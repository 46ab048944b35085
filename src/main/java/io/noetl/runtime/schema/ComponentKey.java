package io.noetl.runtime.schema;

import java.util.Arrays;
import java.util.Comparator;

/** What is unique among components, in the order of every list. */
public record ComponentKey(String kind, String name) implements Comparable<ComponentKey> {

  /** As databases sort: a string compares by code units, which differ beyond U+FFFF. */
  private static final Comparator<String> BY_CODE_POINT =
      (left, right) -> Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());

  private static final Comparator<ComponentKey> ORDER =
      Comparator.comparing(ComponentKey::kind).thenComparing(ComponentKey::name, BY_CODE_POINT);

  @Override
  public int compareTo(ComponentKey other) {
    return ORDER.compare(this, other);
  }
}
