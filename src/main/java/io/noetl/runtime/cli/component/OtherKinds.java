package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.ArrayList;
import java.util.List;

/** Looks for a name that is not registered under the kind that was asked for. */
public final class OtherKinds {

  private OtherKinds() {}

  /** The kinds under which a name is registered; empty where the registry cannot tell. */
  public static List<String> of(RuntimeApi registry, String name) {
    List<String> kinds = new ArrayList<>();
    try {
      for (RuntimeComponentInfo row : registry.list(RuntimeListQuery.named(null, name)).items()) {
        for (RuntimeKind kind : RuntimeKind.values()) {
          if (kind.word().equals(row.kind())) {
            kinds.add(kind.word());
          }
        }
      }
    } catch (RuntimeApiException unlisted) {
      // The name is unknown under its kind in any case.
      return List.of();
    }
    return kinds;
  }

  /** The kinds in a sentence. */
  public static String sentence(List<String> kinds) {
    return "a "
        + String.join(" and a ", kinds)
        + (kinds.size() == 1 ? " has" : " have")
        + " this name";
  }

  /** The error for an unknown name, with the same command for another kind of that name. */
  public static RuntimeApiException.UnknownComponent unknown(
      String command, RuntimeKind kind, String name, RuntimeApi registry, RegistryOptions options) {
    RuntimeApiException.UnknownComponent unknown = options.unknownComponent(kind, name);
    List<String> kinds = of(registry, name);
    return kinds.isEmpty()
        ? unknown
        : unknown.withHint(
            sentence(kinds)
                + ": "
                + SuggestedCommand.on(command, kinds.getFirst(), name, options.registryFlags()));
  }
}
