package io.noetl.runtime.cli;

import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What is configured, where it comes from, and what only looks like configuration. */
final class ConfigurationCheck {

  private ConfigurationCheck() {}

  /** The registry, and every setting that somebody set; a secret is masked. */
  static Finding settings(Settings settings, Environment environment) {
    StringJoiner text = new StringJoiner("; ");
    boolean direct = RegistryOpener.isDirect(settings);
    Resolved registry = settings.get(direct ? Setting.DATABASE : Setting.SERVER);
    String place =
        registry.value() == null
            ? new DatabaseOpener(environment).defaultUrl(settings)
            : String.valueOf(registry.masked());
    text.add((direct ? "database " : "server ") + place + " (" + registry.origin().text() + ")");
    for (Resolved resolved : settings.all()) {
      boolean isSet = !(resolved.origin() instanceof Origin.Default);
      if (isSet && resolved.setting() != registry.setting()) {
        text.add(
            resolved.setting().title()
                + " "
                + resolved.masked()
                + " ("
                + resolved.origin().text()
                + ")");
      }
    }
    return Finding.ok(text.toString());
  }

  /** Kubernetes tells every container of each service, under names that look like ours. */
  static Finding serviceLinks(Map<String, String> variables) {
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
        ? Finding.ok("no service links of Kubernetes")
        : Finding.warning(
            links
                + ": set by Kubernetes for a service and not read; enableServiceLinks: false in the"
                + " pod leaves them out");
  }
}
