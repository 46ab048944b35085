package io.noetl.runtime.schema.compatibility;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.version.ComponentVersion;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far the versions of two components may be apart, such as one minor version: the numbers
 * before that part must be equal, those after it do not matter.
 *
 * @param notNewer whether the component may not be newer than the other, in that part
 */
record VersionSkew(Part part, int most, boolean notNewer) {

  private static final int MOST = 1_000;
  private static final String NOT_NEWER = "not-newer";

  /** The part of a version that may differ. */
  enum Part {
    MAJOR,
    MINOR,
    PATCH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads {@code {minor: 1}} or {@code {minor: 3, not-newer: true}}.
   *
   * @throws InvalidRuleException that says what is wrong
   */
  static VersionSkew of(JsonNode value) {
    JsonObject json = JsonObject.from(value);
    if (json == null) {
      throw new InvalidRuleException("within: write a map such as {minor: 1}");
    }
    Part part = null;
    int most = 0;
    boolean notNewer = false;
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String key = entry.getKey();
      if (key.equals(NOT_NEWER)) {
        notNewer = isTrue(entry.getValue());
      } else if (part != null) {
        throw new InvalidRuleException("within: only one of major, minor and patch");
      } else {
        part = part(key);
        most = number(part, entry.getValue());
      }
    }
    if (part == null) {
      throw new InvalidRuleException("within: name one of major, minor and patch");
    }
    return new VersionSkew(part, most, notNewer);
  }

  private static Part part(String key) {
    for (Part part : Part.values()) {
      if (part.word().equals(key)) {
        return part;
      }
    }
    throw new InvalidRuleException(
        "within: unknown key \"" + key + "\"; the keys are major, minor, patch and not-newer");
  }

  private static int number(Part part, JsonNode value) {
    String text = value.isValueNode() ? value.asString() : "";
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw new InvalidRuleException(
        "within: " + part.word() + " should be a whole number from 0 to " + MOST);
  }

  private static boolean isTrue(JsonNode value) {
    String text = value.isValueNode() ? value.asString() : "";
    if (!text.equals("true") && !text.equals("false")) {
      throw new InvalidRuleException("within: not-newer should be true or false");
    }
    return text.equals("true");
  }

  /** Why two versions are too far apart; null where they are not. */
  @Nullable String problem(@Nullable ComponentVersion version, @Nullable ComponentVersion other) {
    if (version == null || other == null) {
      return version == null ? "has no version to compare" : "the other has no version to compare";
    }
    if (version.isSame(other)) {
      return null;
    }
    if (!version.isSemantic() || !other.isSemantic()) {
      return "these versions have no order";
    }
    int major = Integer.compare(version.major(), other.major());
    int minor = Integer.compare(version.minor(), other.minor());
    int distance =
        switch (part) {
          case MAJOR -> version.major() - other.major();
          case MINOR -> version.minor() - other.minor();
          case PATCH -> version.patch() - other.patch();
        };
    if (part != Part.MAJOR && major != 0) {
      return "another major version";
    }
    if (part == Part.PATCH && minor != 0) {
      return "another minor version";
    }
    if (notNewer && distance > 0) {
      return distance + " " + part.word() + " newer, may not be newer";
    }
    return Math.abs(distance) <= most
        ? null
        : Math.abs(distance)
            + " "
            + part.word()
            + (distance > 0 ? " newer" : " older")
            + ", at most "
            + most;
  }

  String text() {
    return "within " + most + " " + part.word() + (notNewer ? ", not newer" : "");
  }
}
