package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.schema.RuntimeKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code --kind} and {@code --all-kinds} of commands that show components. */
public final class KindSelectionOptions {

  @Mixin private final KindOption kind = new KindOption();

  @Option(
      names = {"-A", "--all-kinds"},
      order = 11,
      description = "Components of every kind.")
  private boolean allKinds;

  /** Whether neither option is given. */
  boolean isDefault() {
    return !allKinds && !kind.isGiven();
  }

  /**
   * The kind; null for all kinds.
   *
   * @throws UsageException when both are given
   */
  public @Nullable RuntimeKind orNull() {
    if (allKinds && kind.isGiven()) {
      throw new UsageException(
          "--kind and --all-kinds cannot be used together", "use only one of them");
    }
    return allKinds ? null : kind.value();
  }
}
