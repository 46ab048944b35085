package io.noetl.runtime.schema.diagnosis;

import io.noetl.runtime.schema.RuntimeApiException;

/**
 * One step of a diagnosis.
 *
 * @param name in a word or two
 * @param look what is done
 */
public record DiagnosisStep(String name, Look look) {

  /** Looks at one thing. */
  @FunctionalInterface
  public interface Look {
    /**
     * What was found.
     *
     * @throws RuntimeApiException when no further step makes sense; its kind names the fault
     */
    Finding find();
  }
}
