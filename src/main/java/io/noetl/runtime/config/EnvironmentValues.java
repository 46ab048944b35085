package io.noetl.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads settings from environment variables. */
final class EnvironmentValues {

  private EnvironmentValues() {}

  /** What the first of a setting's variables says, and which of the others say otherwise. */
  static @Nullable Resolved of(Setting setting, Map<String, String> environment) {
    Resolved holds = null;
    List<Resolved> overruled = List.of();
    for (String variable : setting.variables()) {
      String value = value(setting, environment.getOrDefault(variable, ""), variable);
      if (value == null) {
        continue;
      }
      Resolved found = new Resolved(setting, value, new Origin.Environment(variable));
      if (holds == null) {
        holds = found;
      } else if (!ValueText.isSame(setting.kind(), value, String.valueOf(holds.value()))) {
        overruled = overruled.isEmpty() ? new ArrayList<>() : overruled;
        overruled.add(found);
      }
    }
    return holds == null || overruled.isEmpty() ? holds : holds.insteadOf(overruled);
  }

  private static @Nullable String value(Setting setting, String raw, String variable) {
    String value = setting.isSecret() ? raw : raw.strip();
    if (setting.kind() == Kind.LABELS || setting.kind() == Kind.HOSTS) {
      value = ListText.ofCommaList(value);
    }
    boolean isOther =
        isServiceLink(variable, value) || (setting.kind() == Kind.NODE && !ValueText.isNode(value));
    return value.isEmpty() || isOther ? null : value;
  }

  /** Kubernetes sets POSTGRES_PORT to such an address where a service is called postgres. */
  private static boolean isServiceLink(String variable, String value) {
    return variable.endsWith("_PORT") && value.toLowerCase(Locale.ROOT).startsWith("tcp://");
  }
}
