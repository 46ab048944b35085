package io.noetl.runtime.service;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * A process that registers one component and sends three heartbeats; arguments: database URL, URL
 * of a database of its own, name. It says when it is up, all classes loaded, and starts when its
 * input ends, so that many can start together.
 */
final class RegisterAndBeat {

  private RegisterAndBeat() {}

  public static void main(String[] args) throws IOException {
    registerAndBeat(args[1], args[2]);
    System.out.println("up");
    System.in.read();
    registerAndBeat(args[0], args[2]);
  }

  private static void registerAndBeat(String url, String name) {
    DirectOptions options =
        new DirectOptions(
            url,
            Duration.ofSeconds(30),
            false,
            Snowflake.byChance(
                InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, RandomGenerator.getDefault()),
            statement -> {});
    try (RuntimeService service = RuntimeService.open(options)) {
      service.register(Requests.pool(name));
      for (int i = 0; i < 3; i++) {
        service.heartbeat(Requests.beat(name));
      }
    }
  }
}
