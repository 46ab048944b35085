package io.noetl.runtime.schema.version;

/** A text is no version or no range of versions; the message says what is wrong with it. */
public final class InvalidVersionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidVersionException(String message) {
    super(message);
  }

  /** What is wrong, without the text itself: part of a sentence that names the field. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
