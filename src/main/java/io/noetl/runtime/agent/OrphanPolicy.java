package io.noetl.runtime.agent;

/** What becomes of a child whose supervisor is gone without having ended it, as by SIGKILL. */
public enum OrphanPolicy {
  /** Runs on. */
  KEEP,
  /** Is killed. */
  KILL
}
