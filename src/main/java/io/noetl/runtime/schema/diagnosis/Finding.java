package io.noetl.runtime.schema.diagnosis;

/**
 * What a step of a diagnosis found.
 *
 * @param text in a few words, without secrets
 */
public record Finding(Grade grade, String text) {

  /** How good it is. */
  public enum Grade {
    /** As it should be. */
    OK,
    /** It works, but somebody should know. */
    WARNING,
    /** It could not be looked at, and nothing depends on it. */
    SKIPPED
  }

  public static Finding ok(String text) {
    return new Finding(Grade.OK, text);
  }

  public static Finding warning(String text) {
    return new Finding(Grade.WARNING, text);
  }

  public static Finding skipped(String text) {
    return new Finding(Grade.SKIPPED, text);
  }
}
