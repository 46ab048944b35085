package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.DurationText;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads settings and flags by the rules, so that an error names where the value was set. */
public final class SettingReader {

  private SettingReader() {}

  /** What {@code reader} makes of a setting; where it refuses, the error names the origin. */
  static <T> T read(Settings settings, Setting setting, Function<String, T> reader) {
    return read(settings.get(setting), reader);
  }

  /** The same for a value that was found already. */
  static <T> T read(Resolved resolved, Function<String, T> reader) {
    return resolved.read(text -> {
      try {
        return reader.apply(text);
      } catch (RuntimeApiException.InvalidRequest invalid) {
        throw new IllegalArgumentException(problem(invalid), invalid);
      }
    });
  }

  /** A setting that is a field of a registration; null where it is unset. */
  public static @Nullable String field(Settings settings, Setting setting, String field) {
    if (settings.text(setting) == null) {
      return null;
    }
    return read(
        settings,
        setting,
        text -> {
          RuntimeRegistrationRequest.fromJson(
              JsonObject.EMPTY.with("name", "checked").with(field, text));
          return text;
        });
  }

  /** The duration that a flag names. */
  public static Duration duration(String flag, String text) {
    try {
      return DurationText.parse(text);
    } catch (IllegalArgumentException refused) {
      throw new UsageException(flag + ": " + refused.getMessage(), null);
    }
  }

  private static @Nullable String problem(RuntimeApiException.InvalidRequest invalid) {
    return invalid.fields().isEmpty()
        ? invalid.getMessage()
        : invalid.fields().stream().map(FieldError::problem).collect(Collectors.joining(", "));
  }
}
