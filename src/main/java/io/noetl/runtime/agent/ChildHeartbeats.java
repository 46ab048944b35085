package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The heartbeats of a supervised child, from its start to its end. */
final class ChildHeartbeats {

  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  private final ExclusiveRegistry registry;
  private final SupervisorOptions options;
  private final HeartbeatTime time;
  private final RandomGenerator chance;
  private final Consumer<HeartbeatEvent> listener;
  private final Consumer<String> warn;
  private volatile @Nullable HeartbeatLoop loop;
  private volatile @Nullable Thread thread;

  ChildHeartbeats(
      ExclusiveRegistry registry,
      SupervisorOptions options,
      HeartbeatTime time,
      RandomGenerator chance,
      Consumer<HeartbeatEvent> listener,
      Consumer<String> warn) {
    this.registry = registry;
    this.options = options;
    this.time = time;
    this.chance = chance;
    this.listener = listener;
    this.warn = warn;
  }

  /** Starts them; the first one replaces the pid of this process by that of the child. */
  void start(ChildProcess child) {
    RuntimeRegistrationRequest registration = options.registrationOf(child.pid());
    HeartbeatLoop started =
        new HeartbeatLoop(
            registry,
            HeartbeatTarget.of(registration),
            HeartbeatOptions.every(options.interval()).withMetrics(options.metrics()),
            time,
            chance,
            listener);
    loop = started;
    started.register(registration);
    thread =
        started.start(failure -> {
          if (failure != null) {
            warn.accept("heartbeats stopped: " + failure.getMessage());
          }
        });
  }

  /**
   * Registers the drain status of the child, if there is one. A separate thread asks the registry
   * whether it accepts that status, since the registry may be unavailable.
   */
  void showDrain(ChildProcess child) {
    HeartbeatLoop current = loop;
    if (current != null && options.termination().drainStatus() != null) {
      Thread.ofPlatform()
          .name("drain")
          .daemon()
          .start(() -> {
            if (options.termination().mayDrain().getAsBoolean()) {
              current.change(HeartbeatTarget.keepingStatus(options.drainingOf(child.pid())));
            }
          });
    }
  }

  /** Stops them at once; a request in progress is interrupted. */
  void stop() {
    HeartbeatLoop current = loop;
    if (current != null) {
      current.stop();
    }
  }

  /**
   * Stops them once the request in progress is answered: its effect must not come after the
   * deregistration.
   */
  void finish() throws InterruptedException {
    HeartbeatLoop current = loop;
    Thread running = thread;
    if (current != null) {
      current.finish();
      if (running != null && !running.join(LONGEST_REQUEST)) {
        current.stop();
      }
    }
  }
}
