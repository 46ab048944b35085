package io.noetl.runtime.schema.diagnosis;

/**
 * The result of a diagnosis step.
 *
 * @param text in a few words, without secrets
 */
public record Finding(Grade grade, String text) {

  /** The grade of a result. */
  public enum Grade {
    /** No problem. */
    OK,
    /** It works, but needs attention. */
    WARNING,
    /** It does not work, but other steps are possible. */
    FAILED,
    /** It could not be checked, and nothing depends on it. */
    SKIPPED
  }

  public static Finding ok(String text) {
    return new Finding(Grade.OK, text);
  }

  public static Finding warning(String text) {
    return new Finding(Grade.WARNING, text);
  }

  public static Finding failed(String text) {
    return new Finding(Grade.FAILED, text);
  }

  public static Finding skipped(String text) {
    return new Finding(Grade.SKIPPED, text);
  }
}
