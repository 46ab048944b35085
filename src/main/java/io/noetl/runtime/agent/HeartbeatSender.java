package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends a heartbeat, or a registration in its place. */
final class HeartbeatSender {

  private final RuntimeApi registry;
  private final HeartbeatOptions options;
  private final HeartbeatTime time;

  HeartbeatSender(RuntimeApi registry, HeartbeatOptions options, HeartbeatTime time) {
    this.registry = registry;
    this.options = options;
    this.time = time;
  }

  /**
   * What the registry answered.
   *
   * @param runtimeId its id of the component; null if the response has none
   * @param wasUnknown whether an unknown name was registered
   * @param latency how long the registry took
   */
  record Answer(@Nullable String runtimeId, boolean wasUnknown, Duration latency) {}

  /** Registers a target, which keeps its drain if {@code keepsDrain}. */
  Answer register(HeartbeatTarget target, boolean keepsDrain) {
    check(target);
    long begun = time.nanos();
    return register(keepsDrain ? target.keepingDrain(registry) : target, begun, false);
  }

  /** Sends a heartbeat. An unknown name may also be an outage; registering shows which it is. */
  Answer beat(HeartbeatTarget target) {
    if (target.byRegistering()) {
      return register(target, false);
    }
    check(target);
    // Reading metrics may take a while, which is not the registry's.
    RuntimeHeartbeatRequest request = target.request().with(options.metrics().get());
    long begun = time.nanos();
    try {
      RuntimeHeartbeatResponse response = registry.heartbeat(request);
      return new Answer(response.runtimeId(), response.recreated(), since(begun));
    } catch (RuntimeApiException.UnknownComponent unknown) {
      if (target.registration() == null) {
        throw unknown;
      }
      return register(target, begun, true);
    }
  }

  private void check(HeartbeatTarget target) {
    if (target.registration() != null) {
      options.guard().accept(target.registration());
    }
  }

  private Answer register(HeartbeatTarget target, long begun, boolean wasUnknown) {
    RuntimeRegistrationRequest registration = target.registration();
    if (registration == null) {
      throw new IllegalStateException("there is nothing to register");
    }
    RuntimeRegistrationResponse response =
        registry.register(registration, RegistrationCondition.NONE);
    return new Answer(response.runtimeId(), wasUnknown, since(begun));
  }

  private Duration since(long begun) {
    return Duration.ofNanos(time.nanos() - begun);
  }
}
