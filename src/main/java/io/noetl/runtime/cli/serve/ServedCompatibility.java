package io.noetl.runtime.cli.serve;

import io.noetl.runtime.cli.registry.CompatibilityRules;
import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.endpoint.context.EndpointOptions.Compatibility;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.compatibility.CompatibilityRule;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code serve} does about versions that do not fit together, by its settings. */
final class ServedCompatibility {

  private ServedCompatibility() {}

  /**
   * Null where neither rules nor an action are set.
   *
   * @param again reads the settings again
   */
  static @Nullable Compatibility of(Settings settings, Supplier<Settings> again) {
    boolean refuses = settings.choice(Setting.ON_INCOMPATIBLE, ServedCompatibility::isRefuse);
    boolean isSet =
        settings.text(Setting.COMPATIBILITY) != null
            || !(settings.get(Setting.ON_INCOMPATIBLE).origin() instanceof Origin.Default);
    return isSet
        ? new Compatibility(
            CompatibilityRules.of(settings),
            () -> reread(again),
            refuses,
            settings.flag(Setting.AUTO_RECREATE))
        : null;
  }

  /** The endpoint logs the sentence of an error of the port. */
  private static List<CompatibilityRule> reread(Supplier<Settings> again) {
    try {
      return CompatibilityRules.of(again.get());
    } catch (ConfigException broken) {
      throw new RuntimeApiException.InvalidRequest(
          String.valueOf(broken.getMessage()), Details.causedBy(broken));
    }
  }

  private static boolean isRefuse(String word) {
    if (!word.equals("warn") && !word.equals("refuse")) {
      throw new IllegalArgumentException("it is warn or refuse");
    }
    return word.equals("refuse");
  }
}
