package io.noetl.runtime.cli.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that moves only when a command waits; an event may be given for each wait. The waits of
 * daemon threads, which work beside a command, end only when the test lets time pass.
 */
public final class ScriptedTime implements MonotonicClock {

  private final List<Runnable> events;
  private final List<Duration> waits = new ArrayList<>();
  private long nanos;
  private boolean isRead;
  private long passed;
  private int daemonWaits;
  private long daemonWaitsUntil;

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
    if (Thread.currentThread().isDaemon()) {
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
    daemonWaits++;
    daemonWaitsUntil = passed + duration.toNanos();
    notifyAll();
    while (passed < daemonWaitsUntil) {
      wait();
    }
  }

  /**
   * Lets time pass for the daemon thread, once it waits; returns when it waits again, so that its
   * work is done.
   */
  public synchronized void pass(Duration duration) throws InterruptedException {
    while (daemonWaits == 0) {
      wait();
    }
    int before = daemonWaits;
    passed += duration.toNanos();
    notifyAll();
    while (passed >= daemonWaitsUntil && daemonWaits == before) {
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
