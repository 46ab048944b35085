package io.noetl.runtime.output;

/** A colour of the basic terminal palette. */
public enum Hue {
  DEFAULT(39),
  RED(31),
  GREEN(32),
  YELLOW(33),
  CYAN(36);

  private final int code;

  Hue(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
