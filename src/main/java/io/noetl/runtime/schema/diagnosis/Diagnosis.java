package io.noetl.runtime.schema.diagnosis;

import java.util.List;

/** The read-only checks of the path to a registry, step by step. */
public interface Diagnosis extends AutoCloseable {

  /** The steps in order; each depends on the result of the one before it. */
  List<DiagnosisStep> steps();

  /** Frees connections. */
  @Override
  void close();
}
