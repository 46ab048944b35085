package io.noetl.runtime.config;

import io.noetl.runtime.text.EscapedText;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting with the value that holds and where it comes from.
 *
 * @param value the value as it was written, several entries one a line; null where it is not set
 * @param overruled what other variables of the setting say otherwise
 */
public record Resolved(
    Setting setting, @Nullable String value, Origin origin, List<Resolved> overruled) {

  /** A value that nothing contradicts. */
  public Resolved(Setting setting, @Nullable String value, Origin origin) {
    this(setting, value, origin, List.of());
  }

  Resolved insteadOf(List<Resolved> others) {
    return new Resolved(setting, value, origin, List.copyOf(others));
  }

  /** The origin in words, with the variables that say otherwise and do not count. */
  public String originText() {
    return overruled.isEmpty() ? origin.text() : origin.text() + ", not " + others();
  }

  /** Says which of several variables counts; null where they agree. */
  public @Nullable String disagreement() {
    return overruled.isEmpty() ? null : written() + " is used, not " + others();
  }

  private String others() {
    StringJoiner others = new StringJoiner(" or ");
    overruled.forEach(other -> others.add(other.written()));
    return others.toString();
  }

  /** The variable and its value, as far as it may be shown. */
  private String written() {
    String name = origin instanceof Origin.Environment(String variable) ? variable : origin.text();
    return setting.isSecret() ? name : name + " (" + EscapedText.of(String.valueOf(masked())) + ")";
  }

  /** The value as it may be shown, without anything secret and on one line; null where unset. */
  public @Nullable String masked() {
    return value == null ? null : MaskedText.of(setting, value);
  }

  /** The entries of a setting that takes several; empty where it is unset. */
  List<String> entries() {
    return value == null ? List.of() : ListText.entries(value);
  }

  /** What {@code reader} makes of the value; where it refuses, the error names the origin. */
  public <T> T read(Function<String, T> reader) {
    if (value == null) {
      throw new IllegalStateException(setting.title() + " has no value and no default");
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
