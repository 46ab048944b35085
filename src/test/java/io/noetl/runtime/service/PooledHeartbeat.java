package io.noetl.runtime.service;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** A process that registers and sends a heartbeat on a pool; argument: database URL. */
final class PooledHeartbeat {

  private PooledHeartbeat() {}

  public static void main(String[] args) {
    Snowflake ids =
        Snowflake.byChance(
            InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, RandomGenerator.getDefault());
    DirectOptions options =
        new DirectOptions(args[0], Duration.ofSeconds(30), false, ids, statement -> {});
    try (RuntimeService service = RuntimeService.open(options.withConnections(3))) {
      // Not read from text: the distribution has no mapper, with which the tests read.
      service.register(
          RuntimeRegistrationRequest.fromJson(JsonObject.EMPTY.with("name", "pooled")));
      System.out.println(service.heartbeat(Requests.beat("pooled")).json().text("name"));
    }
  }
}
