package io.noetl.runtime.agent;

/** What a supervisor does when the row of its component belongs to another process. */
public enum LostRegistrationPolicy {
  /** Continues the heartbeats, and registers again where the name is unknown. */
  KEEP,
  /** Stops the child. */
  STOP,
  /** Stops the child and exits with a failure of the supervisor. */
  FAIL
}
