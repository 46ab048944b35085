package io.noetl.runtime.schema.owner;

/** The state of the owner process of a row. */
public enum OwnerState {
  RUNS,
  ENDED,
  /** It is not visible from this process. */
  UNKNOWN
}
