package io.noetl.runtime.cli.component;

/** A number of components in words. */
public final class ComponentCount {

  private ComponentCount() {}

  /** Such as {@code 1 component} or {@code 3 components}. */
  public static String text(long number) {
    return number + (number == 1 ? " component" : " components");
  }
}
