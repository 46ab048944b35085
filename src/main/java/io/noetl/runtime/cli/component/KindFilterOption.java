package io.noetl.runtime.cli.component;

import io.noetl.runtime.schema.RuntimeKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --kind} as a filter: all kinds unless given. */
public final class KindFilterOption {

  @Option(
      names = {"-k", "--kind"},
      paramLabel = "KIND",
      order = 10,
      description = "Only this kind: worker_pool, broker, server_api, scheduler or monitor.")
  private @Nullable String kind;

  public @Nullable RuntimeKind orNull() {
    return kind == null ? null : KindOption.read(kind);
  }
}
