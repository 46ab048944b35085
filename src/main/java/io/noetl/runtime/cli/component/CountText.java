package io.noetl.runtime.cli.component;

/** Numbers of things in words. */
public final class CountText {

  private CountText() {}

  /** Such as {@code 1 component} or {@code 3 components}. */
  public static String components(long number) {
    return number + (number == 1 ? " component" : " components");
  }
}
