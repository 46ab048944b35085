package io.noetl.runtime.output;

/** Shows which value was to become JSON, and in which form, in Java's own notation. */
final class ShownJson implements JsonText {

  @Override
  public String compact(Object value) {
    return "compact " + value;
  }

  @Override
  public String pretty(Object value) {
    return "pretty " + value;
  }
}
