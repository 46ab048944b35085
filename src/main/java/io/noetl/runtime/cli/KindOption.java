package io.noetl.runtime.cli;

import io.noetl.runtime.schema.RuntimeKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which kind of component a name belongs to. */
final class KindOption {

  @Option(
      names = {"-k", "--kind"},
      paramLabel = "KIND",
      order = 10,
      description = "worker_pool (default), broker, server_api, scheduler, monitor.")
  private @Nullable String kind;

  boolean isGiven() {
    return kind != null;
  }

  RuntimeKind orElse(RuntimeKind fallback) {
    return kind == null ? fallback : RuntimeKind.of(kind);
  }
}
