package io.noetl.runtime.schema.diagnosis;

import java.util.List;

/** The way to a registry, to be looked at step by step; nothing on it is changed. */
public interface Diagnosis extends AutoCloseable {

  /** The steps in their order: each needs what the one before it found. */
  List<DiagnosisStep> steps();

  /** Frees connections. */
  @Override
  void close();
}
