package io.noetl.runtime.cli;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The orders that {@code list --sort-by} knows; equal components are in the order of names. */
enum ComponentOrder {
  NAME,
  KIND,
  STATUS,
  RUNTIME,
  CAPACITY,
  AGE;

  static ComponentOrder of(String column) {
    for (ComponentOrder order : values()) {
      if (order.name().equalsIgnoreCase(column.strip())) {
        return order;
      }
    }
    throw new UsageException(
        "there is no column " + ShellWord.of(column) + " to sort by",
        "use name, kind, status, runtime, capacity or age");
  }

  /** What is unknown comes last. */
  Comparator<ListedComponent> comparator() {
    return switch (this) {
      case NAME -> by(ListedComponent::name);
      case KIND -> by(component -> component.info().kind());
      case STATUS -> by(component -> component.liveness().effectiveStatus());
      case RUNTIME -> by(component -> component.info().runtimeType());
      case CAPACITY -> by(component -> number(component.info().capacity()));
      case AGE -> by(component -> component.liveness().age());
    };
  }

  private static <K extends Comparable<? super K>> Comparator<ListedComponent> by(
      Function<ListedComponent, @Nullable K> key) {
    Comparator<ListedComponent> byKey =
        (one, other) -> {
          K left = key.apply(one);
          K right = key.apply(other);
          if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
          }
          return left.compareTo(right);
        };
    return byKey.thenComparing(ListedComponent::name);
  }

  private static @Nullable BigDecimal number(@Nullable String capacity) {
    try {
      return capacity == null ? null : new BigDecimal(capacity);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
