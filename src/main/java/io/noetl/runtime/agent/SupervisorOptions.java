package io.noetl.runtime.agent;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor starts, and how.
 *
 * @param command the child
 * @param registration the component, without a pid
 * @param ownership the conditions on the owner of the row
 * @param interval the time between two heartbeats
 * @param start how the child is started
 * @param termination how the child is ended
 * @param deregistration when the component is deregistered
 * @param metrics what the component reports with a heartbeat; null for nothing
 */
public record SupervisorOptions(
    Command command,
    RuntimeRegistrationRequest registration,
    Ownership ownership,
    Duration interval,
    Start start,
    Termination termination,
    Deregistration deregistration,
    Supplier<@Nullable HeartbeatMetrics> metrics) {

  /** A child with the defaults of {@code run}, and no condition on the row. */
  public static SupervisorOptions of(Command command, RuntimeRegistrationRequest registration) {
    return new SupervisorOptions(
        command,
        registration,
        new Ownership(
            any -> RegistrationCondition.NONE,
            Duration.ofMinutes(1),
            pid -> JsonObject.EMPTY,
            LostRegistrationPolicy.KEEP),
        Duration.ofSeconds(15),
        new Start(Duration.ofSeconds(30), false),
        new Termination(Duration.ofSeconds(10), null, () -> true),
        new Deregistration(Deregister.ALWAYS, 0, Duration.ofSeconds(1)),
        () -> null);
  }

  /** The same with another ownership. */
  public SupervisorOptions withOwnership(Ownership other) {
    return new SupervisorOptions(
        command, registration, other, interval, start, termination, deregistration, metrics);
  }

  /** The same with another interval. */
  public SupervisorOptions withInterval(Duration other) {
    return new SupervisorOptions(
        command, registration, ownership, other, start, termination, deregistration, metrics);
  }

  /** The same with another start. */
  public SupervisorOptions withStart(Start other) {
    return new SupervisorOptions(
        command, registration, ownership, interval, other, termination, deregistration, metrics);
  }

  /** The same with another termination. */
  public SupervisorOptions withTermination(Termination other) {
    return new SupervisorOptions(
        command, registration, ownership, interval, start, other, deregistration, metrics);
  }

  /** The same with another deregistration. */
  public SupervisorOptions withDeregistration(Deregistration other) {
    return new SupervisorOptions(
        command, registration, ownership, interval, start, termination, other, metrics);
  }

  /** The same with metrics, which are read for each heartbeat. */
  public SupervisorOptions withMetrics(Supplier<@Nullable HeartbeatMetrics> other) {
    return new SupervisorOptions(
        command, registration, ownership, interval, start, termination, deregistration, other);
  }

  /**
   * A child.
   *
   * @param program how to call the program in messages
   * @param inheritance the program, its arguments, and what else it has from the caller
   * @param variables what to set in the child's environment; null to take a variable away
   * @param ownGroup whether it leads a process group; not with a terminal, which has its own
   * @param orphan what becomes of the child when this process is killed
   */
  public record Command(
      String program,
      Inheritance inheritance,
      Map<String, @Nullable String> variables,
      boolean ownGroup,
      OrphanPolicy orphan) {}

  /**
   * The conditions on the owner of the row.
   *
   * @param condition what every registration demands of a row that exists
   * @param staleAfter how long a living owner of the row may send no heartbeat
   * @param details what the runtime object says of a process beside host and pid
   * @param onLost what a lost registration means
   */
  public record Ownership(
      Function<RuntimeRegistrationRequest, RegistrationCondition> condition,
      Duration staleAfter,
      LongFunction<JsonObject> details,
      LostRegistrationPolicy onLost) {}

  /**
   * How a child is started.
   *
   * @param timeout how long to wait for the registry before that
   * @param anyway whether to start it when the registry does not answer
   */
  public record Start(Duration timeout, boolean anyway) {}

  /**
   * How a child is ended.
   *
   * @param grace how long it may take after SIGTERM
   * @param drainStatus its status meanwhile; null to leave it
   * @param mayDrain whether the server accepts that status; asked only when it is needed
   */
  public record Termination(
      Duration grace, @Nullable String drainStatus, BooleanSupplier mayDrain) {}

  /**
   * When a component is deregistered.
   *
   * @param when after which end of the child
   * @param retries how often to try again
   * @param backOff how long to wait before the first retry, twice as long before each further one
   */
  public record Deregistration(Deregister when, int retries, Duration backOff) {

    /** Whether a child that ended so is deregistered. */
    boolean appliesTo(boolean success) {
      return switch (when) {
        case ALWAYS -> true;
        case ON_SUCCESS -> success;
        case NEVER -> false;
      };
    }
  }

  /** The ends of a child after which its component is deregistered. */
  public enum Deregister {
    ALWAYS,
    ON_SUCCESS,
    NEVER
  }

  /** The registration of the process that is the component. */
  RuntimeRegistrationRequest registrationOf(long pid) {
    return RuntimeRegistrationRequest.fromJson(registration.toJson().with("pid", pid))
        .withMeta(ownership.details().apply(pid));
  }

  /** The same while that process drains. */
  RuntimeRegistrationRequest drainingOf(long pid) {
    return RuntimeRegistrationRequest.fromJson(
            registration.toJson().with("pid", pid).with("status", termination.drainStatus()))
        .withMeta(ownership.details().apply(pid));
  }
}
