package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Deregisters at the end, and tries again for a while: nobody will later. */
public final class FinalDeregistration {

  private final RuntimeApi registry;
  private final int retries;
  private final Duration backOff;
  private final HeartbeatTime time;

  /**
   * Words that are not spoken yet.
   *
   * @param retries how many tries there are after the first
   * @param backOff how long to wait before the second, twice as long before each further one
   */
  public FinalDeregistration(
      RuntimeApi registry, int retries, Duration backOff, HeartbeatTime time) {
    this.registry = registry;
    this.retries = retries;
    this.backOff = backOff;
    this.time = time;
  }

  /**
   * Deregisters; a component that is unknown already is as good.
   *
   * @throws RuntimeApiException what the last try failed with
   * @throws InterruptedException when somebody cannot wait
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
      time.await(new Semaphore(0), backOff.multipliedBy(1L << Math.min(failures, 10)));
    }
  }
}
