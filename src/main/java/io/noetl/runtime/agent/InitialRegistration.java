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
 * Registers a component before its child starts, again and again while the registry is away. The
 * tries are another thread's, which is interrupted when their time is over: that ends a request
 * over HTTP at once, and a statement at its own time-out.
 */
final class InitialRegistration {

  private static final Duration BACK_OFF = Duration.ofMillis(500);

  private final ExclusiveRegistry row;
  private final SupervisorOptions options;
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
      ExclusiveRegistry row,
      SupervisorOptions options,
      RandomGenerator chance,
      Consumer<String> warn) {
    this.row = row;
    this.options = options;
    this.chance = chance;
    this.warn = warn;
  }

  /**
   * Waits for it.
   *
   * @return the id; null where the registry keeps it, or where it was not waited for to the end
   * @throws RuntimeApiException why it could not be registered
   */
  @Nullable String await() throws InterruptedException {
    Thread tries = Thread.ofPlatform().name("registration").daemon().start(this::tryOn);
    boolean inTime;
    do {
      inTime = settled.tryAcquire(options.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } while (!inTime && held);
    over = true;
    tries.interrupt();
    tries.join();
    if (failure != null && !registered && (!inTime || !isPassing(failure))) {
      throw failure;
    }
    if (!inTime && !registered) {
      if (options.startAnyway()) {
        warn.accept("the registry does not answer; starting anyway");
        return null;
      }
      throw new RuntimeApiException.TimedOut(
          "the registry did not answer in the "
              + options.startTimeout().toMillis()
              + " ms that a start may take",
          new Details("wait longer with --start-timeout, or use --start-anyway", null, null, null));
    }
    return runtimeId;
  }

  /** Whether the row was another's when it was last looked at. */
  boolean isHeld() {
    return held;
  }

  /** Has nobody wait any longer. */
  void cancel() {
    settled.release();
  }

  private void tryOn() {
    RuntimeRegistrationRequest registration = options.registrationOf(ProcessHandle.current().pid());
    try {
      while (!over && !succeeds(registration)) {
        Thread.sleep(BACK_OFF.plusMillis(chance.nextLong(500)));
      }
    } catch (RuntimeException bug) {
      failure = bug;
    } catch (InterruptedException late) {
      Thread.currentThread().interrupt();
    } finally {
      settled.release();
    }
  }

  /** Tries once; true when there is nothing to try again. */
  private boolean succeeds(RuntimeRegistrationRequest registration) {
    try {
      runtimeId = row.register(registration, RegistrationCondition.NONE).runtimeId();
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
      if (!refused.isPassing()) {
        return true;
      }
      if (options.startAnyway()) {
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
   * A holder that cannot be seen may be the container before this one. It has ended when its row
   * gets too old, and lives when it beats once more. Some servers tell no time by which a row gets
   * old.
   */
  private boolean mayHaveEnded(RuntimeApiException.Held another) {
    Object heartbeat = another.holder().json().get("heartbeat");
    if (another.isUnseen() && heldBeat == null) {
      warn.accept(another.getMessage() + "; waiting until it is stale or beats again");
      heldBeat = heartbeat;
      heldSince = System.nanoTime();
    }
    if (another.isUnseen()
        && heartbeat != null
        && heartbeat.equals(heldBeat)
        && System.nanoTime() - heldSince
            < options.staleAfter().plus(options.startTimeout()).toNanos()) {
      return true;
    }
    failure = another;
    return false;
  }

  private static boolean isPassing(RuntimeException failure) {
    return failure instanceof RuntimeApiException refused && refused.isPassing();
  }
}
