package io.noetl.runtime.schema.diagnosis;

/**
 * One step of a diagnosis.
 *
 * @param name in a word or two
 * @param look the check
 */
public record DiagnosisStep(String name, Look look) {

  /** One check. */
  @FunctionalInterface
  public interface Look {
    /**
     * What was found.
     *
     * @throws io.noetl.runtime.schema.RuntimeApiException when no further step makes sense; its
     *     kind names the fault
     */
    Finding find();
  }
}
