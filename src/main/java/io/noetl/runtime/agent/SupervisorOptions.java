package io.noetl.runtime.agent;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor starts, and how.
 *
 * @param program how to call the program
 * @param inheritance the program, its arguments, and what else it has from the caller
 * @param variables what to set in the child's environment; null to take a variable away
 * @param registration the component, without a pid
 * @param condition what every registration asks of a row that is there
 * @param staleAfter how long a living owner of the row may be silent
 * @param details what the runtime object says of a process beside host and pid
 * @param ownGroup whether the child leads a process group; not with a terminal, which has its own
 * @param interval the time between two beats
 * @param startTimeout how long to wait for the registry before the child starts
 * @param startAnyway whether to start the child when the registry does not answer
 * @param grace how long a child that was told to end may take
 * @param drainStatus the status of a child that was told to end; null to leave it
 * @param mayDrain whether the server takes that status for what it is; asked when it matters
 * @param deregister when to deregister
 * @param retries how often to try that again
 * @param backOff how long to wait before the first of these, twice as long before each further one
 * @param onLost what a lost registration means
 * @param orphan what becomes of the child when this process is killed
 */
public record SupervisorOptions(
    String program,
    Inheritance inheritance,
    Map<String, @Nullable String> variables,
    RuntimeRegistrationRequest registration,
    Function<RuntimeRegistrationRequest, RegistrationCondition> condition,
    Duration staleAfter,
    LongFunction<JsonObject> details,
    boolean ownGroup,
    Duration interval,
    Duration startTimeout,
    boolean startAnyway,
    Duration grace,
    @Nullable String drainStatus,
    BooleanSupplier mayDrain,
    Deregister deregister,
    int retries,
    Duration backOff,
    LostRegistrationPolicy onLost,
    OrphanPolicy orphan) {

  /** When a component is deregistered. */
  public enum Deregister {
    ALWAYS,
    ON_SUCCESS,
    NEVER
  }

  /** Whether a child that ended so is deregistered. */
  boolean deregisters(boolean success) {
    return switch (deregister) {
      case ALWAYS -> true;
      case ON_SUCCESS -> success;
      case NEVER -> false;
    };
  }

  /** The registration of the process that is the component. */
  RuntimeRegistrationRequest registrationOf(long pid) {
    return RuntimeRegistrationRequest.fromJson(registration.toJson().with("pid", pid))
        .withMeta(details.apply(pid));
  }

  /** The same once that process was told to end. */
  RuntimeRegistrationRequest drainingOf(long pid) {
    return RuntimeRegistrationRequest.fromJson(
            registration.toJson().with("pid", pid).with("status", drainStatus))
        .withMeta(details.apply(pid));
  }
}
