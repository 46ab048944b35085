package io.noetl.runtime.schema.owner;

/** What is known of the process that a row names as its owner. */
public enum OwnerState {
  RUNS,
  ENDED,
  /** It cannot be seen from where somebody looks for it. */
  UNKNOWN
}
