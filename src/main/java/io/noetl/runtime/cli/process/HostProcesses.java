package io.noetl.runtime.cli.process;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.owner.OwnerProbe;

/** The processes of this host, as far as they are visible to this process. */
public interface HostProcesses extends OwnerProbe {

  /**
   * The fields besides host and pid that identify a process; empty for one that does not run or is
   * not visible.
   */
  JsonObject details(long pid);

  /**
   * Creates a socket that exists as long as the PID namespace of this process, where the namespace
   * ends with this process; returns the fields of a row that name it, or an empty object.
   */
  JsonObject anchor();
}
