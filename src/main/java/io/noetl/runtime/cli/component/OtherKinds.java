package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.text.NearestWord;
import io.noetl.runtime.text.ShellWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Looks for a name that is not registered under the kind that was asked for. */
public final class OtherKinds {

  private OtherKinds() {}

  /**
   * The kinds under which a name is registered; empty if the registry does not list other kinds.
   */
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

  /** The advice for an unknown name: the registered name that is nearest to it, and the list. */
  public static String hint(
      RuntimeKind kind, String name, RuntimeApi registry, RegistryOptions options) {
    return hint(kind, name, names(kind, registry), options);
  }

  private static List<String> names(RuntimeKind kind, RuntimeApi registry) {
    List<String> names = new ArrayList<>();
    try {
      for (RuntimeComponentInfo row : registry.list(RuntimeListQuery.of(kind)).items()) {
        names.add(row.name());
      }
    } catch (RuntimeApiException unlisted) {
      // The name is unknown in any case.
    }
    return names;
  }

  private static String hint(
      RuntimeKind kind, String name, Collection<String> names, RegistryOptions options) {
    String meant = NearestWord.to(name, names);
    String suggestion = meant == null ? "" : "did you mean " + ShellWord.of(meant) + "? ";
    return suggestion + options.listHint(kind);
  }

  /** The error for a name that is not among those that are registered. */
  public static RuntimeApiException.UnknownComponent unknown(
      RuntimeKind kind, String name, Collection<String> names, RegistryOptions options) {
    return options.unknownComponent(kind, name).withHint(hint(kind, name, names, options));
  }

  /** The error for an unknown name, with the same command for another kind of that name. */
  public static RuntimeApiException.UnknownComponent unknown(
      String command, RuntimeKind kind, String name, RuntimeApi registry, RegistryOptions options) {
    return unknown(command, kind, name, () -> names(kind, registry), registry, options);
  }

  /**
   * The same where the components of the kind were listed already.
   *
   * @param names the registered names of that kind
   */
  public static RuntimeApiException.UnknownComponent unknown(
      String command,
      RuntimeKind kind,
      String name,
      Supplier<List<String>> names,
      RuntimeApi registry,
      RegistryOptions options) {
    List<String> kinds = of(registry, name);
    return options
        .unknownComponent(kind, name)
        .withHint(
            kinds.isEmpty()
                ? hint(kind, name, names.get(), options)
                : sentence(kinds)
                    + ": "
                    + SuggestedCommand.on(
                        command, kinds.getFirst(), name, options.registryFlags()));
  }
}
