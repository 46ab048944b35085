package io.noetl.runtime.cli.failure;

import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.text.ShellWord;
import org.jspecify.annotations.Nullable;

/**
 * A suggested command line about a component. The component's name and kind are not trusted: the
 * name is quoted and follows {@code --}, and an invalid kind is omitted.
 */
public final class SuggestedCommand {

  private SuggestedCommand() {}

  /**
   * A command line.
   *
   * @param kind the kind in the registry
   * @param flags the flags that select the registry, as {@code RegistryOptions.registryFlags} gives
   *     them
   */
  public static String on(String command, @Nullable String kind, String name, String flags) {
    return "noetl-runtime " + command + kindFlag(kind) + flags + " -- " + ShellWord.of(name);
  }

  /** The flag {@code --kind} for a command line; empty for the default and for an invalid kind. */
  public static String kindFlag(@Nullable String kind) {
    for (RuntimeKind known : RuntimeKind.values()) {
      if (known != RuntimeKind.WORKER_POOL && known.word().equals(kind)) {
        return " --kind " + kind;
      }
    }
    return "";
  }
}
