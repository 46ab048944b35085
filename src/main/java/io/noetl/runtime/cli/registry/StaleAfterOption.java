package io.noetl.runtime.cli.registry;

import io.noetl.runtime.config.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --stale-after}. */
public final class StaleAfterOption {

  @Option(
      names = "--stale-after",
      paramLabel = "DURATION",
      order = 40,
      description = "Heartbeat age at which a component is stale (default: the server's, or 60s).")
  private @Nullable String staleAfter;

  public Map<Setting, String> flags() {
    return staleAfter == null ? Map.of() : Map.of(Setting.STALE_AFTER, staleAfter);
  }
}
