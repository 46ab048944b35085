package io.noetl.runtime.cli.declare;

import io.noetl.runtime.schema.RuntimeKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --prune-kind}: all kinds unless given. */
final class PruneKindOption {

  @Option(
      names = "--prune-kind",
      paramLabel = "KIND",
      order = 15,
      description = "Prune only this kind.")
  private @Nullable String kind;

  boolean isGiven() {
    return kind != null;
  }

  @Nullable RuntimeKind orNull() {
    return kind == null ? null : RuntimeKind.of(kind);
  }
}
