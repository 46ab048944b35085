package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import java.util.function.Consumer;

/** Deregisters a supervised component where its options say so and the row is still its own. */
record ChildDeregistration(
    ExclusiveRegistry registry,
    SupervisorOptions options,
    HeartbeatTime time,
    Consumer<String> warn) {

  /**
   * Deregisters; a failure is a warning.
   *
   * @param success whether the child ended successfully
   */
  void run(boolean success) throws InterruptedException {
    if (!options.deregistration().appliesTo(success) || registry.belongsToAnother()) {
      return;
    }
    try {
      new FinalDeregistration(
              registry,
              options.deregistration().retries(),
              options.deregistration().backOff(),
              time)
          .run(
              new RuntimeDeregistrationRequest(
                  options.registration().name(), options.registration().kind()));
    } catch (RuntimeApiException failure) {
      warn.accept("not deregistered: " + failure.getMessage());
    }
  }
}
