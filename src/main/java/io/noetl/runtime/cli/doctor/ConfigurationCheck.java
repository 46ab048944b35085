package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.DatabaseOpener;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports the configuration with its origins, and variables that only look like configuration. */
final class ConfigurationCheck {

  private ConfigurationCheck() {}

  /** The registry and all settings without default values; secrets are masked. */
  static Finding settings(Settings settings, Environment environment) {
    StringJoiner text = new StringJoiner("; ");
    boolean direct = RegistryOpener.isDirect(settings);
    Resolved registry =
        direct ? new DatabaseOpener(environment).database(settings) : settings.get(Setting.SERVER);
    text.add(
        (direct ? "database " : "server ")
            + registry.masked()
            + " ("
            + registry.originText()
            + ")");
    for (Resolved resolved : settings.all()) {
      boolean isSet = !(resolved.origin() instanceof Origin.Default);
      if (isSet && resolved.setting() != registry.setting()) {
        text.add(
            resolved.setting().title()
                + " "
                + resolved.masked()
                + " ("
                + resolved.originText()
                + ")");
      }
    }
    String passedOver = settings.passedOver();
    return passedOver == null
        ? Finding.ok(text.toString())
        : Finding.warning(text.add(passedOver).toString());
  }

  /** Conflicting environment variables, and those that Kubernetes sets under similar names. */
  static Finding environment(Map<String, String> variables, @Nullable Settings settings) {
    String disagreement =
        settings == null || !RegistryOpener.isDirect(settings)
            ? null
            : DatabaseOpener.disagreement(settings);
    String links = serviceLinks(variables);
    if (disagreement != null) {
      return Finding.warning(links.isEmpty() ? disagreement : disagreement + "; " + links);
    }
    return links.isEmpty() ? Finding.ok("no service links of Kubernetes") : Finding.warning(links);
  }

  /** The variables of Kubernetes service links with names like ours. */
  private static String serviceLinks(Map<String, String> variables) {
    StringJoiner links = new StringJoiner(", ");
    new TreeMap<>(variables)
        .forEach((name, value) -> {
          String lower = value.toLowerCase(Locale.ROOT);
          boolean ours = name.startsWith("NOETL") || name.startsWith("POSTGRES");
          if (ours
              && name.endsWith("_PORT")
              && (lower.startsWith("tcp://") || lower.startsWith("udp://"))) {
            links.add(name + "=" + value);
          }
        });
    return links.length() == 0
        ? ""
        : links
            + ": set by Kubernetes for a service and not read; enableServiceLinks: false in the"
            + " pod leaves them out";
  }
}
