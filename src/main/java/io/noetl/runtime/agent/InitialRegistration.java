package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Registers a component before its child starts, and retries while the registry is away. Another
 * thread does so, which is interrupted when the time is over: that ends a request over HTTP at
 * once, and a statement of a database at its own time limit.
 */
final class InitialRegistration {

  private static final Duration BACK_OFF = Duration.ofMillis(500);

  private final ExclusiveRegistry registry;
  private final SupervisorOptions options;
  private final HeartbeatTime time;
  private final RandomGenerator chance;
  private final Consumer<String> warn;
  private final Semaphore settled = new Semaphore(0);
  private volatile boolean over;
  private @Nullable String runtimeId;
  private @Nullable RuntimeException failure;
  private boolean registered;
  private volatile boolean held;
  private @Nullable Object heldBeat;
  private long heldSince;

  InitialRegistration(
      ExclusiveRegistry registry,
      SupervisorOptions options,
      HeartbeatTime time,
      RandomGenerator chance,
      Consumer<String> warn) {
    this.registry = registry;
    this.options = options;
    this.time = time;
    this.chance = chance;
    this.warn = warn;
  }

  /**
   * Registers.
   *
   * @return the id; null if the response has none, or if the waiting ended before it
   * @throws RuntimeApiException why it could not be registered
   */
  @Nullable String await() throws InterruptedException {
    Thread tries = Thread.ofPlatform().name("registration").daemon().start(this::retry);
    boolean inTime;
    do {
      inTime = settled.tryAcquire(options.start().timeout().toNanos(), TimeUnit.NANOSECONDS);
    } while (!inTime && held);
    over = true;
    tries.interrupt();
    tries.join();
    if (failure != null && !registered && (!inTime || !isTransient(failure))) {
      throw failure;
    }
    if (!inTime && !registered) {
      if (options.start().anyway()) {
        warn.accept("the registry does not answer; starting anyway");
        return null;
      }
      throw new RuntimeApiException.TimedOut(
          "the registry did not answer within the "
              + options.start().timeout().toMillis()
              + " ms of --start-timeout",
          new Details("wait longer with --start-timeout, or use --start-anyway", null, null, null));
    }
    return runtimeId;
  }

  /** Whether another process held the row at the last try. */
  boolean isHeld() {
    return held;
  }

  /** Ends the waiting. */
  void cancel() {
    settled.release();
  }

  private void retry() {
    RuntimeRegistrationRequest registration = options.registrationOf(ProcessHandle.current().pid());
    try {
      while (!over && !succeeds(registration)) {
        time.sleep(BACK_OFF.plusMillis(chance.nextLong(500)));
      }
    } catch (RuntimeException bug) {
      failure = bug;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      settled.release();
    }
  }

  /** Tries once; false when another try may succeed. */
  private boolean succeeds(RuntimeRegistrationRequest registration) {
    try {
      runtimeId = registry.register(registration, RegistrationCondition.NONE).runtimeId();
      registered = true;
      held = false;
      return true;
    } catch (RuntimeApiException.Held another) {
      held = true;
      return !mayHaveEnded(another);
    } catch (RuntimeApiException refused) {
      held = false;
      if (over) {
        return true;
      }
      boolean first = failure == null;
      failure = refused;
      if (!refused.isTransient()) {
        return true;
      }
      if (options.start().anyway()) {
        warn.accept(refused.getMessage() + "; starting anyway");
        return true;
      }
      if (first) {
        warn.accept(refused.getMessage() + "; waiting for it");
      }
      return false;
    }
  }

  /**
   * A holder that this host cannot see may be an earlier container of the same component. It has
   * ended when its row becomes stale, and runs when another heartbeat arrives. Some servers give no
   * time from which the age of a row follows, so the waiting has its own limit.
   */
  private boolean mayHaveEnded(RuntimeApiException.Held another) {
    Object heartbeat = another.holder().json().get("heartbeat");
    if (another.isUnseen() && heldBeat == null) {
      warn.accept(another.getMessage() + "; waiting until it is stale or sends a heartbeat");
      heldBeat = heartbeat;
      heldSince = time.nanos();
    }
    if (another.isUnseen()
        && heartbeat != null
        && heartbeat.equals(heldBeat)
        && time.nanos() - heldSince
            < options.ownership().staleAfter().plus(options.start().timeout()).toNanos()) {
      return true;
    }
    failure = another;
    return false;
  }

  private static boolean isTransient(RuntimeException failure) {
    return failure instanceof RuntimeApiException refused && refused.isTransient();
  }
}
