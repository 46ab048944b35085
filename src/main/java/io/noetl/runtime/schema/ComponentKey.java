package io.noetl.runtime.schema;

import java.util.Comparator;

/** What is unique among components, in the order of every list. */
public record ComponentKey(String kind, String name) implements Comparable<ComponentKey> {

  private static final Comparator<ComponentKey> ORDER =
      Comparator.comparing(ComponentKey::kind).thenComparing(ComponentKey::name);

  @Override
  public int compareTo(ComponentKey other) {
    return ORDER.compare(this, other);
  }
}
