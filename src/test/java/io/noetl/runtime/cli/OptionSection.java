package io.noetl.runtime.cli;

import io.noetl.runtime.cli.component.ComponentFilter;
import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.KindSelectionOptions;
import io.noetl.runtime.cli.component.QueryOptions;
import io.noetl.runtime.cli.component.SelectorOption;
import io.noetl.runtime.cli.component.StatusOption;
import io.noetl.runtime.cli.registry.CommandTimeout;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.terminal.OutputOptions;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The sections of options in a help and a manual page, in their order. */
enum OptionSection {
  OWN("Options"),
  COMPONENT("Component"),
  FILTERS("Filters"),
  CONNECTION("Connection"),
  TLS("TLS"),
  OUTPUT("Output");

  private static final Set<Class<?>> FILTERING =
      Set.of(
          ComponentFilter.class,
          QueryOptions.class,
          SelectorOption.class,
          StatusOption.class,
          KindSelectionOptions.class,
          KindFilterOption.class);

  private static final Set<String> OF_TLS =
      Set.of("--cacert", "--cert", "--key", "--key-passphrase-file", "--insecure");

  private final String title;

  OptionSection(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Whether every command has these options, so that its help refers to those of all. */
  boolean isShared() {
    return compareTo(CONNECTION) >= 0;
  }

  /** The section of an option of a command, by the class that declares it. */
  static OptionSection of(OptionSpec option, CommandSpec command) {
    Class<?> declaring = ((Field) option.userObject()).getDeclaringClass();
    String name = option.longestName();
    if (declaring == RegistryOptions.class) {
      if (name.equals("--timeout") && command.userObject() instanceof CommandTimeout) {
        return OWN;
      }
      return name.equals("--show-secrets") ? OUTPUT : OF_TLS.contains(name) ? TLS : CONNECTION;
    }
    if (declaring == OutputOptions.class) {
      return OUTPUT;
    }
    if (declaring == ComponentOptions.class) {
      return COMPONENT;
    }
    if (declaring == KindOption.class) {
      return has(ComponentOptions.class, command.mixins().values())
          ? COMPONENT
          : has(KindSelectionOptions.class, command.mixins().values()) ? FILTERS : OWN;
    }
    return FILTERING.contains(declaring) ? FILTERS : OWN;
  }

  private static boolean has(Class<?> wanted, Collection<CommandSpec> mixins) {
    return mixins.stream()
        .anyMatch(
            mixin -> wanted.isInstance(mixin.userObject()) || has(wanted, mixin.mixins().values()));
  }
}
