package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --kind} with the default worker_pool. */
public final class KindOption {

  @Option(
      names = {"-k", "--kind"},
      paramLabel = "KIND",
      order = 10,
      description = "Kind: worker_pool (default), broker, server_api, scheduler or monitor.")
  private @Nullable String kind;

  public boolean isGiven() {
    return kind != null;
  }

  /** The kind; worker_pool unless it was given. */
  public RuntimeKind value() {
    return kind == null ? RuntimeKind.WORKER_POOL : read(kind);
  }

  /** The kind in an option. */
  static RuntimeKind read(String text) {
    try {
      return RuntimeKind.of(text);
    } catch (RuntimeApiException.InvalidRequest invalid) {
      throw FieldWords.ofFlags(invalid, field -> "--" + field);
    }
  }
}
