package io.noetl.runtime.cli.serve;

import io.noetl.runtime.cli.registry.CompatibilityRules;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.endpoint.context.EndpointOptions.Compatibility;
import org.jspecify.annotations.Nullable;

/** What {@code serve} does about versions that do not fit together, by its settings. */
final class ServedCompatibility {

  private ServedCompatibility() {}

  /** Null where neither rules nor an action are set. */
  static @Nullable Compatibility of(Settings settings) {
    boolean refuses = settings.choice(Setting.ON_INCOMPATIBLE, ServedCompatibility::isRefuse);
    boolean isSet =
        settings.text(Setting.COMPATIBILITY) != null
            || !(settings.get(Setting.ON_INCOMPATIBLE).origin() instanceof Origin.Default);
    return isSet ? new Compatibility(CompatibilityRules.of(settings), refuses) : null;
  }

  private static boolean isRefuse(String word) {
    if (!word.equals("warn") && !word.equals("refuse")) {
      throw new IllegalArgumentException("it is warn or refuse");
    }
    return word.equals("refuse");
  }
}
