package io.noetl.runtime.agent;

/** What happens to a child whose supervisor dies without ending it, as by SIGKILL. */
public enum OrphanPolicy {
  /** It keeps running. */
  KEEP,
  /** It is killed. */
  KILL
}
