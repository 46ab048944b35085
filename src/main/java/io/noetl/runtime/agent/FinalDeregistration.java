package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import java.time.Duration;

/** The deregistration of a component that ends, with retries: nothing else will deregister it. */
public final class FinalDeregistration {

  private final RuntimeApi registry;
  private final int retries;
  private final Duration backOff;
  private final HeartbeatTime time;

  /**
   * A deregistration that has not been sent.
   *
   * @param retries how often to try again
   * @param backOff how long to wait before the first retry, twice as long before each further one
   */
  public FinalDeregistration(
      RuntimeApi registry, int retries, Duration backOff, HeartbeatTime time) {
    this.registry = registry;
    this.retries = retries;
    this.backOff = backOff;
    this.time = time;
  }

  /**
   * Deregisters; a component that is unknown counts as deregistered.
   *
   * @throws RuntimeApiException the failure of the last try
   * @throws InterruptedException when the waiting is interrupted
   */
  public void run(RuntimeDeregistrationRequest request) throws InterruptedException {
    for (int failures = 0; ; failures++) {
      try {
        registry.deregister(request);
        return;
      } catch (RuntimeApiException.UnknownComponent gone) {
        return;
      } catch (RuntimeApiException failure) {
        if (failures >= retries) {
          throw failure;
        }
      }
      time.sleep(backOff.multipliedBy(1L << Math.min(failures, 10)));
    }
  }
}
