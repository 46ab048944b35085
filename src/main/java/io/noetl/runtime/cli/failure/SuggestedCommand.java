package io.noetl.runtime.cli.failure;

import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.text.ShellWord;
import org.jspecify.annotations.Nullable;

/**
 * A command of this program about a component, for a person to run. Anybody may have registered the
 * component: its name is an operand at the end, whatever it looks like, and its kind is left out
 * where it is none.
 */
public final class SuggestedCommand {

  private SuggestedCommand() {}

  /**
   * A command line.
   *
   * @param kind the component's kind as the registry spells it
   * @param flags the flags that name the registry, as {@link RegistryOptions#registryFlags} gives
   *     them
   */
  public static String on(String command, @Nullable String kind, String name, String flags) {
    return "noetl-runtime " + command + kindFlag(kind) + flags + " -- " + ShellWord.of(name);
  }

  /** The flag of a kind for a command line; empty for the default, and for what is no kind. */
  public static String kindFlag(@Nullable String kind) {
    for (RuntimeKind known : RuntimeKind.values()) {
      if (known != RuntimeKind.WORKER_POOL && known.word().equals(kind)) {
        return " --kind " + kind;
      }
    }
    return "";
  }
}
