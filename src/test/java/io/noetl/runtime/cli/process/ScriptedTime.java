package io.noetl.runtime.cli.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that moves only when a command waits; an event may be given for each wait. The thread of a
 * progress line works beside the command: its waits end only when the test lets time pass.
 */
public final class ScriptedTime implements MonotonicClock {

  private static final String PROGRESS = "progress";

  private final List<Runnable> events;
  private final List<Duration> waits = new ArrayList<>();
  private long nanos;
  private boolean isRead;
  private long passed;
  private int progressWaits;
  private long progressWaitsUntil;

  /** What happens during the first wait, the second, and so on. */
  public ScriptedTime(Runnable... events) {
    this.events = new ArrayList<>(List.of(events));
  }

  @Override
  public synchronized long nanos() {
    isRead = true;
    return nanos;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.currentThread().getName().equals(PROGRESS)) {
      sleepUntilPassed(duration);
      return;
    }
    synchronized (this) {
      waits.add(duration);
      nanos += duration.toNanos();
    }
    if (!events.isEmpty()) {
      events.removeFirst().run();
    }
  }

  private synchronized void sleepUntilPassed(Duration duration) throws InterruptedException {
    progressWaits++;
    progressWaitsUntil = passed + duration.toNanos();
    notifyAll();
    while (passed < progressWaitsUntil) {
      wait();
    }
  }

  /**
   * Lets time pass for the progress line, once its thread waits; returns when it waits again, so
   * that the line is drawn.
   */
  public synchronized void pass(Duration duration) throws InterruptedException {
    while (progressWaits == 0) {
      wait();
    }
    int before = progressWaits;
    passed += duration.toNanos();
    notifyAll();
    while (passed >= progressWaitsUntil && progressWaits == before) {
      wait();
    }
  }

  /** How long each wait of the command was. */
  public List<Duration> waits() {
    return waits;
  }

  /** Whether anything asked for the time. */
  public synchronized boolean isRead() {
    return isRead;
  }
}
