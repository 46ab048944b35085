package io.noetl.runtime.cli.process;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.owner.OwnerState;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A host with a few processes, some of them hidden.
 *
 * @param details what rows say of all of them
 */
public record ScriptedProcesses(JsonObject details) implements HostProcesses {

  /** The only process that is there for all to see. */
  public static final long LIVING = 4711;

  /** A process that is not visible. */
  public static final long HIDDEN = 4712;

  @Override
  public OwnerState look(ProcessIdentity owner, @Nullable Duration silence) {
    if (Long.toString(LIVING).equals(owner.pid())) {
      return OwnerState.RUNS;
    }
    return Long.toString(HIDDEN).equals(owner.pid()) ? OwnerState.UNKNOWN : OwnerState.ENDED;
  }

  @Override
  public JsonObject details(long pid) {
    return details;
  }

  @Override
  public JsonObject anchor() {
    return JsonObject.EMPTY;
  }
}
