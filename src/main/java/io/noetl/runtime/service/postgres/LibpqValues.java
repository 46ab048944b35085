package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a URL, completed by libpq's environment variables; all of them supported. */
final class LibpqValues {

  private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", "verify-full");

  private final Map<LibpqParameter, String> values = new EnumMap<>(LibpqParameter.class);
  private final Set<LibpqParameter> fromVariables = EnumSet.noneOf(LibpqParameter.class);

  /**
   * Merges and checks the values.
   *
   * @throws RuntimeApiException.InvalidRequest when a value is refused; the field is {@code
   *     database}, or the name of the variable
   */
  LibpqValues(Map<LibpqParameter, String> ofUrl, Map<String, String> variables) {
    values.putAll(ofUrl);
    for (LibpqParameter parameter : LibpqParameter.values()) {
      String variable = parameter.variable();
      String value = variable == null ? "" : variables.getOrDefault(variable, "");
      if (!value.isEmpty() && values.putIfAbsent(parameter, value) == null) {
        fromVariables.add(parameter);
      }
    }
    // An old variable that libpq still reads.
    if ("1".equals(variables.get("PGREQUIRESSL"))) {
      values.putIfAbsent(LibpqParameter.SSLMODE, "require");
    }
    values.forEach(this::check);
    String mode = get(LibpqParameter.SSLMODE);
    if ("direct".equals(get(LibpqParameter.SSLNEGOTIATION))
        && (mode == null || !ENCRYPTED.contains(mode))) {
      throw refused(
          LibpqParameter.SSLNEGOTIATION, "direct needs sslmode=require, verify-ca or verify-full");
    }
  }

  /** The value; null if it is absent or empty. */
  @Nullable String get(LibpqParameter parameter) {
    String value = values.get(parameter);
    return value == null || value.isEmpty() ? null : value;
  }

  /** All values. */
  Map<LibpqParameter, String> all() {
    return values;
  }

  /** An error that names the parameter or the variable it comes from. */
  RuntimeApiException refused(LibpqParameter parameter, String problem) {
    return new RuntimeApiException.InvalidRequest(error(parameter, ": " + problem, null));
  }

  private void check(LibpqParameter parameter, String value) {
    if (parameter.allows(value)) {
      return;
    }
    String reason = parameter.reason();
    if (reason != null) {
      throw refused(parameter, reason);
    }
    throw new RuntimeApiException.InvalidRequest(
        error(parameter, " should be " + parameter.possible(), value));
  }

  private FieldError error(LibpqParameter parameter, String problem, @Nullable String value) {
    String variable = fromVariables.contains(parameter) ? parameter.variable() : null;
    return variable == null
        ? new FieldError("url", "database", "URL parameter " + parameter.word() + problem, value)
        : new FieldError("variable", variable, bare(problem), value);
  }

  private static String bare(String problem) {
    return problem.startsWith(": ") ? problem.substring(2) : "Input" + problem;
  }
}
