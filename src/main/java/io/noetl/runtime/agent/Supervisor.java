package io.noetl.runtime.agent;

import io.noetl.runtime.posix.ProcessCalls;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Registers a component, runs the child that is it, beats while it lives, and deregisters. */
public final class Supervisor {
  private static final List<ProcessSignal> ENDING =
      List.of(ProcessSignal.HUP, ProcessSignal.TERM, ProcessSignal.INT);

  private static final int INTERRUPTED = 128 + ProcessSignal.INT.number();

  /**
   * A child that the terminal interrupts may be gone before the JVM has told us of the same signal;
   * in milliseconds.
   */
  private static final long INTERRUPT_IS_HEARD_WITHIN = 500;

  private final SupervisorOptions options;
  private final RandomGenerator chance;
  private final Consumer<HeartbeatEvent> listener;
  private final Consumer<String> warn;
  private final ExclusiveRegistry row;
  private final IntConsumer halt;
  private final Runnable endByInterrupt;
  private final InitialRegistration first;
  private final ChildDescriptors descriptors;
  private final SupervisorShutdown shutdown;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private @Nullable ProcessSignal early;
  private volatile @Nullable ChildProcess child;
  private @Nullable OrphanWatchdog watchdog;
  private volatile @Nullable HeartbeatLoop loop;
  private volatile @Nullable Thread beater;
  private @Nullable Thread killer;
  private boolean toldToEnd;
  private boolean awaited;
  private boolean gaveUp;
  private boolean ended;
  private boolean failed;
  private int result;

  /**
   * A supervisor that has not begun.
   *
   * @param warn takes a sentence for the operator
   * @param halt ends this process at once with an exit code
   * @param endByInterrupt has it end, when it does, as SIGINT ends a process
   */
  public Supervisor(
      RuntimeApi registry,
      SupervisorOptions options,
      RandomGenerator chance,
      Consumer<HeartbeatEvent> listener,
      Consumer<String> warn,
      IntConsumer halt,
      Runnable endByInterrupt) {
    this.options = options;
    this.chance = chance;
    this.listener = listener;
    this.warn = warn;
    this.row =
        new ExclusiveRegistry(
            registry,
            options.condition(),
            options.onLost() == LostRegistrationPolicy.KEEP ? null : this::lost,
            warn,
            options.interval());
    this.shutdown = new SupervisorShutdown(row, options, warn);
    this.halt = halt;
    this.endByInterrupt = endByInterrupt;
    this.first = new InitialRegistration(row, options, chance, warn);
    this.descriptors = new ChildDescriptors(options.inheritance());
  }

  /**
   * Runs the child to its end.
   *
   * @param failure the code of a failure of our own
   * @return the child's code, 128 + n when signal n ended it or us before it began
   * @throws RuntimeApiException when the component could not be registered; the child did not start
   * @throws ChildStartException when the child could not be started
   */
  public int run(int failure) throws InterruptedException {
    String id = first.await();
    if (early != null) {
      if (!first.isHeld()) {
        shutdown.deregister(false);
      }
      return endingWith(128 + early.number());
    }
    ProcessCalls.adoptOrphans();
    ChildProcess started;
    try {
      started = start(id);
    } catch (ChildStartException impossible) {
      shutdown.deregister(false);
      throw impossible;
    }
    beat(started);
    int code = started.await();
    awaited(code, failure);
    new GroupCleanup(started, options.grace()).run(options.program(), warn);
    end();
    SupervisorShutdown.stopHeartbeats(loop, beater);
    shutdown.deregister(code == 0);
    hearInterrupt();
    return endingWith(result);
  }

  private synchronized void awaited(int code, int failure) throws InterruptedException {
    while (gaveUp) {
      wait(); // Another thread ends this process.
    }
    awaited = true;
    result = failed ? failure : code;
  }

  /** Takes a signal that this process got. */
  public void on(ProcessSignal signal) {
    take(signal, child == null);
  }

  /**
   * Takes a signal.
   *
   * @param isEarly whether it came before there was a child that could have had it as well
   */
  private synchronized void take(ProcessSignal signal, boolean isEarly) {
    if (signal == ProcessSignal.INT && !options.ownGroup()) {
      interrupted.countDown();
    }
    if (ended) {
      endsNow(signal, result);
      return;
    }
    if (child == null) {
      if (early != null) {
        endsNow(signal, 128 + early.number());
      } else if (signal != ProcessSignal.WINCH) {
        early = signal;
        toldToEnd = true;
        first.cancel();
      }
      return;
    }
    // The terminal tells the child with us.
    if (isEarly || options.ownGroup() || !ControllingTerminal.sends(signal)) {
      child.send(signal);
      if (ENDING.contains(signal)) {
        // What is stopped would only take it when it goes on.
        child.send(ProcessSignal.CONT);
      }
    }
    if (signal == ProcessSignal.TERM || (signal == ProcessSignal.INT && options.ownGroup())) {
      drain(child);
    }
  }

  /** The shell at the terminal was told the same, and wants to see that it ended this process. */
  private synchronized int endingWith(int code) {
    if (code == INTERRUPTED && interrupted.getCount() == 0) {
      endByInterrupt.run();
    }
    return code;
  }

  /** Waits until the JVM has told us of the signal that ended the child as well. */
  private void hearInterrupt() throws InterruptedException {
    if (result == INTERRUPTED && !options.ownGroup()) {
      var _ = interrupted.await(INTERRUPT_IS_HEARD_WITHIN, TimeUnit.MILLISECONDS);
    }
  }

  /** With no child to hand it on to, the second demand to end does not wait for last words. */
  private void endsNow(ProcessSignal signal, int code) {
    if (signal == ProcessSignal.TERM || signal == ProcessSignal.INT) {
      if (toldToEnd) {
        halt.accept(endingWith(code));
      }
      toldToEnd = true;
    }
  }

  /** Has SIGQUIT handed on as well. */
  public void takeQuitSignal() {
    descriptors.freeQuit();
    QuitSignal.on(() -> on(ProcessSignal.QUIT));
  }

  private synchronized ChildProcess start(@Nullable String id) {
    Map<String, @Nullable String> variables = new TreeMap<>(options.variables());
    variables.put("NOETL_RUNTIME_NAME", options.registration().name());
    variables.put("NOETL_RUNTIME_ID", id);
    watchdog = OrphanWatchdog.start(options.orphan());
    child =
        ChildProcess.start(
            options.program(), options.inheritance(), descriptors, variables, options.ownGroup());
    watchdog.arm(child);
    if (early != null) {
      take(early, true);
    }
    return child;
  }

  /** The first beat replaces our own pid by the child's. */
  private synchronized void beat(ChildProcess started) {
    RuntimeRegistrationRequest registration = options.registrationOf(started.pid());
    HeartbeatLoop beats =
        new HeartbeatLoop(
            row,
            HeartbeatTarget.of(registration),
            HeartbeatOptions.every(options.interval()),
            HeartbeatTime.SYSTEM,
            chance,
            listener);
    loop = beats;
    beats.register(registration);
    if (killer != null) {
      showDrain(beats, started);
    }
    beater =
        beats.start(gaveUp -> {
          if (gaveUp != null) {
            warn.accept("no more heartbeats: " + gaveUp.getMessage());
          }
        });
  }

  /** Begins the end of a child once: its status, and the moment from which it is killed. */
  private synchronized void drain(ChildProcess draining) {
    toldToEnd = true;
    if (killer != null) {
      return;
    }
    killer =
        Thread.ofPlatform()
            .name("grace")
            .daemon()
            .start(() -> {
              try {
                Thread.sleep(options.grace());
                killNow(draining);
                Thread.sleep(GroupCleanup.PATIENCE);
                giveUp(draining);
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
    if (loop != null) {
      showDrain(loop, draining);
    }
  }

  /** The registry is asked on a thread of its own, since it may be away. */
  private void showDrain(HeartbeatLoop beats, ChildProcess draining) {
    if (options.drainStatus() != null) {
      Thread.ofPlatform()
          .name("drain")
          .daemon()
          .start(() -> {
            if (options.mayDrain().getAsBoolean()) {
              beats.change(HeartbeatTarget.keepingStatus(options.drainingOf(draining.pid())));
            }
          });
    }
  }

  private synchronized void killNow(ChildProcess draining) {
    if (!ended) {
      draining.send(ProcessSignal.KILL);
    }
  }

  /** A child of another user, or one that waits in the kernel, does not keep this process. */
  private void giveUp(ChildProcess immortal) throws InterruptedException {
    synchronized (this) {
      if (awaited) {
        return;
      }
      gaveUp = true;
      ended = true;
      result = 128 + ProcessSignal.KILL.number();
    }
    warn.accept(options.program() + " cannot be ended: process " + immortal.pid());
    SupervisorShutdown.stopHeartbeats(loop, beater);
    shutdown.deregister(false);
    halt.accept(result);
  }

  private void lost(String sentence) {
    warn.accept(sentence + "; stopping " + options.program());
    synchronized (this) {
      failed = options.onLost() == LostRegistrationPolicy.FAIL;
      if (loop != null) {
        loop.stop();
      }
      on(ProcessSignal.TERM);
    }
  }

  private synchronized void end() {
    if (watchdog != null) {
      watchdog.disarm();
    }
    ended = true;
  }
}
