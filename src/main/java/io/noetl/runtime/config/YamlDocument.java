package io.noetl.runtime.config;

import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.FileKind;
import io.noetl.runtime.files.UnsuitableFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration file as a map at its root; a file that is missing or empty is an empty map. */
record YamlDocument(Path path, Map<?, ? extends @Nullable Object> root) {

  /**
   * Reads a file if it is there.
   *
   * @throws ConfigException.Unsearchable when this user may not even look for it
   */
  static YamlDocument read(Path path) {
    if (!Files.exists(path) && isMissing(path)) {
      return new YamlDocument(path, Map.of());
    }
    Object root = content(path);
    if (root == null) {
      return new YamlDocument(path, Map.of());
    }
    if (root instanceof Map<?, ?> map) {
      return new YamlDocument(path, map);
    }
    throw new ConfigException.InvalidFile(
        path + " holds " + shape(root) + " where a map is expected",
        "write lines such as key: value",
        null);
  }

  /** A directory without permission may contain the configuration. */
  private static boolean isMissing(Path path) {
    try {
      return Files.notExists(path) || FileKind.of(path) == FileKind.ABSENT;
    } catch (AccessDeniedException hidden) {
      throw new ConfigException.Unsearchable(
          "cannot look for " + path + ": " + closedFolder(path) + " may not be searched",
          "allow this user to search it, or set XDG_CONFIG_HOME to another directory",
          hidden);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static Path closedFolder(Path path) {
    Path closed = path;
    for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
      if (!Files.isExecutable(folder)) {
        closed = folder;
      }
    }
    return closed;
  }

  static @Nullable Object content(Path path) {
    try {
      FileKind kind = FileKind.of(path);
      // To open a FIFO would wait for a writer.
      if (kind != FileKind.REGULAR) {
        throw new UnsuitableFileException(path, "it is " + kind.words());
      }
      return YamlFile.read(path);
    } catch (MalformedYamlException broken) {
      throw new ConfigException.InvalidFile(
          path + " is not valid YAML: " + broken.getMessage(),
          "correct it, or move it away",
          broken);
    } catch (CharacterCodingException notText) {
      throw new ConfigException.InvalidFile(
          path + " is not UTF-8 text", "save it as UTF-8, or move it away", notText);
    } catch (IOException unreadable) {
      throw new ConfigException.InvalidFile(
          "cannot read " + path + ": " + FileFailure.reason(unreadable),
          "make it a readable file, or move it away",
          unreadable);
    }
  }

  /** What a value is, as the object of a sentence. */
  static String shape(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> map -> "a map";
      case List<?> list -> "a list";
      default -> "a single value";
    };
  }
}
