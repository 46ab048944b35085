package io.noetl.runtime.schema.version;

import io.noetl.runtime.json.JsonObject;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;
import tools.jackson.databind.JsonNode;

/**
 * The version that a component declares. Semantic versions have an order; any other text is equal
 * to another version or different, and nothing else.
 *
 * <p>{@code 2.3.1}, {@code v2.3.1}, {@code 2.3.1-rc.1+b7} and, with 0 for the patch, {@code 2.3}
 * are semantic. A single number is not: it may be a build or a part of a hash.
 */
public final class ComponentVersion {

  /** The most characters that a version may have. */
  public static final int LONGEST = 128;

  private final String text;
  private final boolean semantic;
  private @Nullable Semver semver;

  private ComponentVersion(String text) {
    this.text = text;
    this.semantic = semantic(text);
  }

  /**
   * Reads a version, stripped.
   *
   * @throws InvalidVersionException when it is empty, has more than {@link #LONGEST} characters, or
   *     has control characters
   */
  public static ComponentVersion parse(String text) {
    return new ComponentVersion(VersionText.line(text, "version", LONGEST));
  }

  /**
   * The version that a row declares: {@code runtime.version}, or {@code version} in the {@code
   * meta} of {@code runtime} or of the row. Null where there is none, or a value that is no
   * version.
   */
  public static @Nullable ComponentVersion declared(JsonObject row) {
    JsonObject runtime = row.object("runtime");
    ComponentVersion version = read(runtime.get("version"));
    if (version == null) {
      version = read(runtime.object("meta").get("version"));
    }
    return version == null ? read(row.object("meta").get("version")) : version;
  }

  private static @Nullable ComponentVersion read(@Nullable JsonNode value) {
    if (value == null || !value.isString()) {
      return null;
    }
    try {
      return parse(value.stringValue());
    } catch (InvalidVersionException undeclared) {
      return null;
    }
  }

  /** The version as it was written. */
  public String text() {
    return text;
  }

  /** Whether it is a semantic version, which has an order. */
  public boolean isSemantic() {
    return semantic;
  }

  /** The major number; only of a semantic version. */
  public int major() {
    return semver().getMajor();
  }

  /** The minor number; only of a semantic version. */
  public int minor() {
    return semver().getMinor();
  }

  /** The patch number; only of a semantic version. */
  public int patch() {
    return semver().getPatch();
  }

  /**
   * Whether both are the same version: {@code v2.3} and {@code 2.3.0} are, other builds are not.
   */
  public boolean isSame(ComponentVersion other) {
    return text.equals(other.text)
        || (semantic && other.semantic && semver().equals(other.semver()));
  }

  /** Which of the two is lower, without regard to builds; empty unless both are semantic. */
  public OptionalInt comparedTo(ComponentVersion other) {
    return semantic && other.semantic
        ? OptionalInt.of(semver().compareTo(other.semver()))
        : OptionalInt.empty();
  }

  Semver semver() {
    Semver read = semver;
    if (read == null) {
      if (!semantic) {
        throw new IllegalStateException(text + " is not a semantic version");
      }
      VersionText parts = VersionText.read(text);
      read = new Semver(parts.lowest() + parts.build());
      semver = read;
    }
    return read;
  }

  private static boolean semantic(String text) {
    try {
      VersionText parts = VersionText.read(text);
      return parts.numbers() >= 2 && !parts.wildcard();
    } catch (InvalidVersionException opaque) {
      return false;
    }
  }

  /**
   * An order for lists: semantic versions from the lowest to the highest, then other texts. That of
   * the other texts says nothing about which of them is newer.
   */
  public static int compareInList(ComponentVersion one, ComponentVersion other) {
    int order = Boolean.compare(other.semantic, one.semantic);
    if (order == 0) {
      order = one.comparedTo(other).orElse(0);
    }
    return order == 0 ? one.text.compareTo(other.text) : order;
  }

  /** Two that are written alike. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ComponentVersion version && text.equals(version.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
