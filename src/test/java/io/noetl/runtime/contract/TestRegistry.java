package io.noetl.runtime.contract;

import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.service.Snowflake;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** Opens registries for tests. */
public final class TestRegistry {

  private TestRegistry() {}

  /** Direct mode on a SQLite file, with patience enough for a slow machine. */
  public static RuntimeService sqlite(Path file) {
    return RuntimeService.open(
        new DirectOptions(
            "sqlite:" + file,
            Duration.ofSeconds(10),
            true,
            Snowflake.byChance(InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, new Random()),
            statement -> {}));
  }
}
