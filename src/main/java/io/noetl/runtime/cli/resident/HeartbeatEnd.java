package io.noetl.runtime.cli.resident;

/** What a heartbeat does with the registration at its end. */
public enum HeartbeatEnd {
  /** Marks it offline. */
  DEREGISTER,
  /** Leaves it: it becomes stale by itself. */
  NONE
}
