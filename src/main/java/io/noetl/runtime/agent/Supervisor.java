package io.noetl.runtime.agent;

import io.noetl.runtime.posix.ProcessCalls;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Registers a component, starts the child that is the component, sends heartbeats while it runs,
 * and deregisters it.
 */
public final class Supervisor {

  private static final List<ProcessSignal> ENDING =
      List.of(ProcessSignal.HUP, ProcessSignal.TERM, ProcessSignal.INT);

  private final SupervisorOptions options;
  private final HeartbeatTime time;
  private final Consumer<String> warn;
  private final IntConsumer halt;
  private final InterruptedExit interrupted;
  private final InitialRegistration registration;
  private final ChildHeartbeats heartbeats;
  private final ChildDeregistration deregistration;
  private final ChildDescriptors descriptors;
  private @Nullable ProcessSignal early;
  private volatile @Nullable ChildProcess child;
  private @Nullable OrphanWatchdog watchdog;
  private @Nullable Thread killer;
  private boolean endRequested;
  private boolean childEnded;
  private boolean gaveUp;
  private boolean ended;
  private boolean failed;
  private int result;

  /**
   * A supervisor that has not begun.
   *
   * @param warn takes a sentence for the operator
   * @param halt ends this process at once with an exit code
   * @param endByInterrupt has this process end, when it does, as SIGINT ends a process
   */
  public Supervisor(
      RuntimeApi registry,
      SupervisorOptions options,
      HeartbeatTime time,
      RandomGenerator chance,
      Consumer<HeartbeatEvent> listener,
      Consumer<String> warn,
      IntConsumer halt,
      Runnable endByInterrupt) {
    this.options = options;
    this.time = time;
    this.warn = warn;
    this.halt = halt;
    this.interrupted = new InterruptedExit(endByInterrupt);
    boolean keeps = options.ownership().onLost() == LostRegistrationPolicy.KEEP;
    ExclusiveRegistry exclusive =
        new ExclusiveRegistry(
            registry,
            options.ownership().condition(),
            keeps ? null : this::lost,
            warn,
            options.interval(),
            time);
    this.registration = new InitialRegistration(exclusive, options, time, chance, warn);
    this.heartbeats = new ChildHeartbeats(exclusive, options, time, chance, listener, warn);
    this.deregistration = new ChildDeregistration(exclusive, options, time, warn);
    this.descriptors = new ChildDescriptors(options.command().inheritance());
  }

  /**
   * Runs the child to its end.
   *
   * @param failure the exit code for a failure of the supervisor itself
   * @return the exit code of the child, or 128 + n when signal n ended it, or came before its start
   * @throws RuntimeApiException when the component could not be registered; the child did not start
   * @throws ChildStartException when the child could not be started
   */
  public int run(int failure) throws InterruptedException {
    String id = registration.await();
    if (early != null) {
      if (!registration.isHeld()) {
        deregistration.run(false);
      }
      return interrupted.ending(128 + early.number());
    }
    ProcessCalls.adoptOrphans();
    ChildProcess started;
    try {
      started = start(id);
    } catch (ChildStartException notStarted) {
      deregistration.run(false);
      throw notStarted;
    }
    startHeartbeats(started);
    int code = started.await();
    setResult(code, failure);
    new GroupCleanup(started, options.termination().grace(), time)
        .run(options.command().program(), warn);
    end();
    heartbeats.finish();
    deregistration.run(code == 0);
    if (!options.command().ownGroup()) {
      interrupted.awaitSignal(result);
    }
    return interrupted.ending(result);
  }

  private synchronized ChildProcess start(@Nullable String id) {
    SupervisorOptions.Command command = options.command();
    Map<String, @Nullable String> variables = new TreeMap<>(command.variables());
    variables.put("NOETL_RUNTIME_NAME", options.registration().name());
    variables.put("NOETL_RUNTIME_ID", id);
    watchdog = OrphanWatchdog.start(command.orphan());
    child =
        ChildProcess.start(
            command.program(), command.inheritance(), descriptors, variables, command.ownGroup());
    watchdog.arm(child);
    descriptors.leaveToChild();
    if (early != null) {
      take(early, true);
    }
    return child;
  }

  private synchronized void startHeartbeats(ChildProcess started) {
    heartbeats.start(started);
    if (killer != null) {
      heartbeats.showDrain(started);
    }
  }

  private synchronized void setResult(int code, int failure) throws InterruptedException {
    while (gaveUp) {
      wait(); // Another thread ends this process.
    }
    childEnded = true;
    result = failed ? failure : code;
  }

  private synchronized void end() {
    if (watchdog != null) {
      watchdog.disarm();
    }
    ended = true;
  }

  /** Has SIGQUIT forwarded as well. */
  public void takeQuitSignal() {
    descriptors.freeQuit();
    QuitSignal.on(() -> on(ProcessSignal.QUIT));
  }

  /** Handles a signal that this process received. */
  public void on(ProcessSignal signal) {
    take(signal, child == null);
  }

  /**
   * Handles a signal.
   *
   * @param isEarly whether it came before there was a child that could have received it as well
   */
  private synchronized void take(ProcessSignal signal, boolean isEarly) {
    if (signal == ProcessSignal.INT && !options.command().ownGroup()) {
      interrupted.receive();
    }
    if (ended) {
      haltAtSecond(signal, result);
    } else if (child == null) {
      takeBeforeStart(signal);
    } else {
      forward(child, signal, isEarly);
    }
  }

  private void takeBeforeStart(ProcessSignal signal) {
    if (early != null) {
      haltAtSecond(signal, 128 + early.number());
    } else if (signal != ProcessSignal.WINCH) {
      early = signal;
      endRequested = true;
      registration.cancel();
    }
  }

  private void forward(ChildProcess running, ProcessSignal signal, boolean isEarly) {
    boolean ownGroup = options.command().ownGroup();
    // The terminal sends its signals to the child as well as to this process.
    if (isEarly || ownGroup || !ControllingTerminal.sends(signal)) {
      running.send(signal);
      if (ENDING.contains(signal)) {
        // A stopped process would receive it only when it is continued.
        running.send(ProcessSignal.CONT);
      }
    }
    if (signal == ProcessSignal.TERM || (signal == ProcessSignal.INT && ownGroup)) {
      drain(running);
    }
  }

  /** Without a child that it could be forwarded to, the second TERM or INT ends this process. */
  private void haltAtSecond(ProcessSignal signal, int code) {
    if (signal == ProcessSignal.TERM || signal == ProcessSignal.INT) {
      if (endRequested) {
        halt.accept(interrupted.ending(code));
      }
      endRequested = true;
    }
  }

  /** Begins the end of a child, once: shows its status, and kills it after the grace period. */
  private synchronized void drain(ChildProcess draining) {
    endRequested = true;
    if (killer != null) {
      return;
    }
    killer =
        Thread.ofPlatform()
            .name("grace")
            .daemon()
            .start(() -> {
              try {
                time.sleep(options.termination().grace());
                kill(draining);
                time.sleep(GroupCleanup.KILL_TIMEOUT);
                giveUp(draining);
              } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
              }
            });
    heartbeats.showDrain(draining);
  }

  private synchronized void kill(ChildProcess draining) {
    if (!ended) {
      draining.send(ProcessSignal.KILL);
    }
  }

  /** A child of another user, or one that waits in the kernel, does not keep this process. */
  private void giveUp(ChildProcess running) throws InterruptedException {
    synchronized (this) {
      if (childEnded) {
        return;
      }
      gaveUp = true;
      ended = true;
      result = 128 + ProcessSignal.KILL.number();
    }
    warn.accept(options.command().program() + " cannot be ended: process " + running.pid());
    heartbeats.finish();
    deregistration.run(false);
    halt.accept(result);
  }

  /**
   * Ends the child as TERM would, unless it is ending already.
   *
   * @return whether there is a child
   */
  public synchronized boolean stop(String reason) {
    if (child != null && killer == null && !ended) {
      warn.accept(reason + "; stopping " + options.command().program());
      on(ProcessSignal.TERM);
    }
    return child != null;
  }

  private void lost(String reason) {
    warn.accept(reason + "; stopping " + options.command().program());
    synchronized (this) {
      failed = options.ownership().onLost() == LostRegistrationPolicy.FAIL;
      heartbeats.stop();
      on(ProcessSignal.TERM);
    }
  }
}
