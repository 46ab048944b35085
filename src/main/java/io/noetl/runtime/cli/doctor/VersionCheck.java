package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the program version of a component. */
final class VersionCheck {

  /** The metrics port of NoETL's Rust workers, which they do not register. */
  private static final int RUST_WORKER_PORT = 9090;

  private final Function<String, @Nullable String> metrics;

  /**
   * A check that reads metrics only where the row has no version.
   *
   * @param metrics reads the version from the metrics at an address
   */
  VersionCheck(Function<String, @Nullable String> metrics) {
    this.metrics = metrics;
  }

  /** The version and its source, as the end of a sentence; empty where it is unknown. */
  String words(RuntimeComponentInfo info) {
    if (info.version() != null) {
      return ", version " + info.version();
    }
    String address = address(info);
    String version = address == null ? null : metrics.apply(address);
    return version == null ? "" : ", version " + version + " (from its metrics)";
  }

  private static @Nullable String address(RuntimeComponentInfo info) {
    String uri = info.uri();
    if (uri != null) {
      return uri.startsWith("http://") || uri.startsWith("https://") ? uri : null;
    }
    String host = info.hostname();
    boolean isRustWorker = "rust".equalsIgnoreCase(info.runtimeType());
    return isRustWorker && host != null && RegisteredOwner.isHostName(host)
        ? "http://" + host + ":" + RUST_WORKER_PORT
        : null;
  }
}
