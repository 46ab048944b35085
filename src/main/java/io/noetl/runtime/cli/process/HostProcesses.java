package io.noetl.runtime.cli.process;

import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.OwnerProbe;

/** The processes of this host, as far as they can be seen from here. */
public interface HostProcesses extends OwnerProbe {

  /**
   * What a row says of a process beside host and pid; nothing of one that does not run, or cannot
   * be seen.
   */
  JsonObject details(long pid);

  /**
   * Makes what tells others that the PID namespace of this process is still there, where it ends
   * with this process, and gives what a row says of that; nothing where it does not.
   */
  JsonObject anchor();
}
