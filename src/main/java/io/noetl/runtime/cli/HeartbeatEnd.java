package io.noetl.runtime.cli;

/** What a heartbeat does with the registration at its end. */
enum HeartbeatEnd {
  /** Marks it offline. */
  DEREGISTER,
  /** Leaves it: it becomes stale by itself. */
  NONE
}
