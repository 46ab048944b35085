package io.noetl.runtime.config;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting with the value that holds and where it comes from.
 *
 * @param value the value as it was written, several entries one a line; null where nobody set it
 */
public record Resolved(Setting setting, @Nullable String value, Origin origin) {

  /** The value as it may be shown, without anything secret and on one line; null where unset. */
  public @Nullable String masked() {
    return value == null ? null : MaskedText.of(setting, value);
  }

  /** The entries of a setting that takes several; empty where it is unset. */
  List<String> entries() {
    return value == null ? List.of() : ListText.entries(value);
  }

  /** What {@code reader} makes of the value; where it refuses, the error names the origin. */
  <T> T read(Function<String, T> reader) {
    if (value == null) {
      throw new IllegalStateException(setting.title() + " has neither a value nor a default");
    }
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException refused) {
      throw invalid(refused);
    }
  }

  private RuntimeException invalid(IllegalArgumentException refused) {
    String problem = ": " + refused.getMessage();
    String title = setting.title();
    return switch (origin) {
      case Origin.Flag(String name) ->
          new ConfigException.InvalidSetting(name + problem, null, refused);
      case Origin.Environment(String variable) ->
          new ConfigException.InvalidSetting(
              variable + problem, "correct or unset " + variable, refused);
      case Origin.File(var path) ->
          new ConfigException.InvalidFile(
              title + " in " + path + problem, "correct " + title + " there", refused);
      case Origin.Context(String name, var path) ->
          new ConfigException.InvalidFile(
              title + " of context " + EscapedText.quoted(name) + " in " + path + problem,
              "correct it there, or choose another context with: noetl context use NAME",
              refused);
      case Origin.ChosenContext(String name, var path, boolean isByFlag) ->
          new ConfigException.InvalidFile(
              title + " of context " + EscapedText.quoted(name) + " in " + path + problem,
              "correct it there, or choose another context",
              refused);
      case Origin.Default() -> refused;
    };
  }

  /** Masked, because whatever is printed ends in a log. */
  @Override
  public String toString() {
    return setting.title() + "=" + masked() + " (" + origin.text() + ")";
  }
}
