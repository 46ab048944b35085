package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.text.DurationText;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses settings and flags; an error names the origin of the value. */
public final class SettingReader {

  private SettingReader() {}

  /** Parses a setting with {@code reader}; an error names the origin of the value. */
  static <T> T read(Settings settings, Setting setting, Function<String, T> reader) {
    return read(settings.get(setting), reader);
  }

  /** The same for a resolved value. */
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

  /** The value of a flag that may also be given without one, which is true. */
  public static boolean bool(String flag, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new UsageException(flag + " is true or false", "leave its value out for true");
    };
  }

  /** The duration in a flag. */
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
        : invalid.fields().stream().map(FieldWords::problem).collect(Collectors.joining(", "));
  }
}
