package io.noetl.runtime.cli.registry;

import io.noetl.runtime.config.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --every}: the heartbeat interval from which missed heartbeats are counted. */
public final class EveryOption {

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      order = 41,
      description = "Expected heartbeat interval (default: 15s).")
  private @Nullable String every;

  public Map<Setting, String> flags() {
    return every == null ? Map.of() : Map.of(Setting.EVERY, every);
  }
}
