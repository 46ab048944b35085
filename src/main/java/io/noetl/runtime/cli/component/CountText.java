package io.noetl.runtime.cli.component;

import io.noetl.runtime.schema.RuntimeKind;
import org.jspecify.annotations.Nullable;

/** Numbers of things in words. */
public final class CountText {

  private CountText() {}

  /** Such as {@code 1 broker} or {@code 3 worker pools}; components for null. */
  static String of(@Nullable RuntimeKind kind, long number) {
    if (kind == null) {
      return components(number);
    }
    String word = kind == RuntimeKind.SERVER_API ? "API server" : kind.word().replace('_', ' ');
    return number + " " + word + (number == 1 ? "" : "s");
  }

  /** Such as {@code 1 component} or {@code 3 components}. */
  public static String components(long number) {
    return number + (number == 1 ? " component" : " components");
  }
}
