package io.noetl.runtime.cli.watch;

/**
 * A key of a terminal.
 *
 * @param text the character that it types; empty for keys that type none
 */
record Key(Name name, String text) {

  /** What a key does. */
  enum Name {
    TEXT,
    ENTER,
    BACKSPACE,
    CLEAR,
    ESCAPE,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    OTHER
  }

  static Key of(Name name) {
    return new Key(name, "");
  }

  boolean types(String character) {
    return name == Name.TEXT && text.equals(character);
  }
}
