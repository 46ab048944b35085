package io.noetl.runtime.agent;

/** What a supervisor does when the row of its component is no longer its own. */
public enum LostRegistrationPolicy {
  /** Beats on, and registers again where the name is unknown. */
  KEEP,
  /** Stops the child. */
  STOP,
  /** Stops the child and reports a failure of its own. */
  FAIL
}
