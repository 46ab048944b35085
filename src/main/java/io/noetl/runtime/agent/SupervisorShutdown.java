package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a supervisor takes leave of the registry. */
record SupervisorShutdown(ExclusiveRegistry row, SupervisorOptions options, Consumer<String> warn) {

  private static final Duration LONGEST_BEAT = Duration.ofSeconds(30);

  /** Ends the beats: one that is under way must not arrive after the last words. */
  static void stopHeartbeats(@Nullable HeartbeatLoop beats, @Nullable Thread beater)
      throws InterruptedException {
    if (beats != null) {
      beats.finish();
      if (beater != null && !beater.join(LONGEST_BEAT)) {
        beats.stop();
      }
    }
  }

  /** Says the last words, unless the row is another's by now. */
  void deregister(boolean success) throws InterruptedException {
    RuntimeRegistrationRequest registration = options.registration();
    if (!options.deregisters(success) || row.belongsToAnother()) {
      return;
    }
    try {
      new FinalDeregistration(row, options.retries(), options.backOff(), HeartbeatTime.SYSTEM)
          .run(new RuntimeDeregistrationRequest(registration.name(), registration.kind()));
    } catch (RuntimeApiException unheard) {
      warn.accept("not deregistered: " + unheard.getMessage());
    }
  }
}
