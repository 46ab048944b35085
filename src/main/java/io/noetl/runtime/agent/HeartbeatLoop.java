package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends heartbeats until it is stopped: on a schedule while they succeed, with growing pauses while
 * they fail. One thread runs it; any other may change the target, request a heartbeat or stop it.
 */
public final class HeartbeatLoop {

  private final HeartbeatSender sender;
  private final HeartbeatOptions options;
  private final HeartbeatTime time;
  private final RandomGenerator chance;
  private final Consumer<HeartbeatEvent> listener;

  private final Semaphore wakeUp = new Semaphore(0);
  private final AtomicBoolean beatRequested = new AtomicBoolean();
  private final AtomicBoolean registrationRequested = new AtomicBoolean();
  private final Object beating = new Object();
  private volatile HeartbeatTarget subject;
  private volatile boolean reloaded;
  private volatile boolean stopped;
  private @Nullable Thread beater;
  private @Nullable Outage outage;
  private boolean everSucceeded;
  private long reportDue = Long.MAX_VALUE;

  /** A loop that has not begun. */
  public HeartbeatLoop(
      RuntimeApi registry,
      HeartbeatTarget subject,
      HeartbeatOptions options,
      HeartbeatTime time,
      RandomGenerator chance,
      Consumer<HeartbeatEvent> listener) {
    this.sender = new HeartbeatSender(registry, options, time);
    this.subject = subject;
    this.options = options;
    this.time = time;
    this.chance = chance;
    this.listener = listener;
  }

  /** Runs the loop on a new thread; {@code ended} takes what made it give up, or null. */
  public Thread start(Consumer<@Nullable RuntimeException> ended) {
    return Thread.ofPlatform()
        .name("heartbeat")
        .daemon()
        .start(() -> {
          RuntimeException failure = null;
          try {
            run();
          } catch (RuntimeException gaveUp) {
            failure = gaveUp;
          }
          ended.accept(failure);
        });
  }

  /**
   * Runs until {@link #stop}.
   *
   * @throws RuntimeApiException when the first heartbeat fails permanently, the name is unknown for
   *     too long, or too many heartbeats fail in a row
   */
  public void run() {
    HeartbeatSchedule schedule =
        new HeartbeatSchedule(time.nanos(), options.interval(), options.splay(), chance);
    if (options.reportEvery() != null) {
      reportDue = time.nanos() + options.reportEvery().toNanos();
    }
    long due = schedule.first();
    try {
      while (await(due)) {
        due = beat(schedule);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      listener.accept(new HeartbeatEvent.Ended());
    }
  }

  /** Ends the loop once the request in progress is answered. */
  public void finish() {
    stopped = true;
    wakeUp.release();
  }

  /** Ends the loop; a request in progress is interrupted. */
  public void stop() {
    finish();
    synchronized (beating) {
      if (beater != null) {
        beater.interrupt();
      }
    }
  }

  /** Sends a heartbeat now, and continues as scheduled. */
  public void beatNow() {
    beatRequested.set(true);
    wakeUp.release();
  }

  /** Registers {@code changed} now, with retries, and makes it the target. */
  public void register(RuntimeRegistrationRequest changed) {
    change(HeartbeatTarget.of(changed));
  }

  /** The same for another target, if it has a registration. */
  public void change(HeartbeatTarget changed) {
    subject = changed;
    registrationRequested.set(changed.registration() != null);
    beatNow();
  }

  /** The same for a component that may have been drained meanwhile, which it keeps. */
  public void reload(HeartbeatTarget changed) {
    reloaded = true;
    change(changed);
  }

  /** Waits for the next heartbeat; false when the loop was stopped. */
  private boolean await(long due) throws InterruptedException {
    while (!stopped && !beatRequested.getAndSet(false)) {
      long now = time.nanos();
      report(now);
      if (now - due >= 0) {
        return true;
      }
      time.await(wakeUp, Duration.ofNanos(Math.min(due, reportDue) - now));
    }
    return !stopped;
  }

  private void report(long now) {
    if (options.reportEvery() != null && now - reportDue >= 0) {
      listener.accept(new HeartbeatEvent.Report());
      // As with heartbeats: one report after a long suspension, not one for each minute.
      reportDue = now + options.reportEvery().toNanos();
    }
  }

  /** Sends one heartbeat, and gives the time of the next. */
  private long beat(HeartbeatSchedule schedule) {
    HeartbeatTarget current = subject;
    boolean registers = registrationRequested.getAndSet(false);
    long begun = time.nanos();
    try {
      if (!enter()) {
        return begun;
      }
      HeartbeatSender.Answer answer;
      try {
        answer = registers ? sender.register(current, reloaded) : sender.beat(current);
      } finally {
        leave();
      }
      arrived(current, answer, registers);
      return schedule.next(time.nanos());
    } catch (RuntimeApiException failure) {
      if (stopped) {
        return begun;
      }
      if (registers) {
        registrationRequested.set(true);
      }
      return failed(current, failure, begun);
    }
  }

  private void arrived(HeartbeatTarget current, HeartbeatSender.Answer answer, boolean registered) {
    long now = time.nanos();
    Outage over = outage;
    boolean first = !everSucceeded;
    outage = null;
    everSucceeded = true;
    if (over != null) {
      listener.accept(new HeartbeatEvent.Recovered(current, over.lasts(now), over.missed(now)));
    }
    if (registered || answer.wasUnknown()) {
      listener.accept(
          new HeartbeatEvent.Registered(current, answer.runtimeId(), answer.wasUnknown(), first));
    }
    listener.accept(
        new HeartbeatEvent.Succeeded(
            current, answer.runtimeId(), answer.latency(), options.interval()));
  }

  private long failed(HeartbeatTarget current, RuntimeApiException failure, long begun) {
    if (!everSucceeded && isPermanent(failure)) {
      throw failure;
    }
    if (outage == null) {
      outage = new Outage(begun, options.interval(), chance);
      listener.accept(new HeartbeatEvent.Lost(current, failure));
    }
    int failures = outage.fail();
    long now = time.nanos();
    listener.accept(new HeartbeatEvent.Failed(failure, failures, outage.missed(now)));
    if (failure instanceof RuntimeApiException.UnknownComponent
        && outage.lasts(now).compareTo(options.unknownGrace()) >= 0) {
      throw failure;
    }
    if (options.maxFailures() != null && failures >= options.maxFailures()) {
      throw new RuntimeApiException.Unavailable(
          "gave up after "
              + failures
              + (failures == 1 ? " failure: " : " failures in a row: ")
              + failure.getMessage(),
          new Details(failure.hint(), failure.httpStatus(), failure.retryAfter(), failure));
    }
    return now + outage.delay(failure.retryAfter());
  }

  /** A permanent failure; after a heartbeat that succeeded it counts as an outage. */
  private static boolean isPermanent(RuntimeApiException failure) {
    return failure instanceof RuntimeApiException.InvalidRequest
        || failure instanceof RuntimeApiException.NotAllowed
        || failure instanceof RuntimeApiException.Untrusted
        || failure instanceof RuntimeApiException.Conflict
        || failure instanceof RuntimeApiException.Unsupported;
  }

  private boolean enter() {
    synchronized (beating) {
      beater = stopped ? null : Thread.currentThread();
      return beater != null;
    }
  }

  /** Clears the interruption, which must not reach what this thread does after the loop. */
  private void leave() {
    synchronized (beating) {
      beater = null;
      if (stopped) {
        Thread.interrupted();
      }
    }
  }
}
