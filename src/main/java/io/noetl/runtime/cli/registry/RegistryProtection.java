package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.config.FileContext;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApiException;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds protected registries: those of protected contexts, however they are selected. */
public final class RegistryProtection {

  /** The settings that select the registry of a context. */
  public static final Set<Setting> NAMING =
      Set.of(Setting.SERVER, Setting.DATABASE, Setting.DIRECT);

  private final RegistryOpener opener;

  RegistryProtection(Environment environment) {
    this.opener = new RegistryOpener(environment);
  }

  /** The context that protects the registry of the settings; null for none. */
  @Nullable FileContext of(Settings settings) {
    FileContext chosen = settings.chosenContext();
    if (chosen != null && chosen.isProtected() && !namesRegistry(chosen)) {
      return chosen;
    }
    Set<String> used = null;
    for (FileContext context : settings.ownContexts().values()) {
      if (context.isProtected() && namesRegistry(context)) {
        used = used == null ? opener.places(settings) : used;
        if (!Collections.disjoint(used, places(context, settings))) {
          return context;
        }
      }
    }
    return null;
  }

  /** Whether a context selects a registry. */
  public static boolean namesRegistry(FileContext context) {
    return !Collections.disjoint(NAMING, context.values().keySet());
  }

  /** A context with an invalid address protects nothing. */
  private Set<String> places(FileContext context, Settings settings) {
    try {
      return opener.places(settings.in(context));
    } catch (RuntimeApiException.InvalidRequest | ConfigException unusable) {
      return Set.of();
    }
  }
}
