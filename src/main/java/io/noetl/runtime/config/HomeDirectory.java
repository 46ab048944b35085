package io.noetl.runtime.config;

import io.noetl.runtime.text.EscapedText;
import java.nio.file.Path;

/**
 * The directory for a user's own files, which users of containers may not have.
 *
 * @param path as HOME or the system says; empty where neither says anything
 */
public record HomeDirectory(Path path) {

  /** Whether there is one: a relative path would be another directory for each caller. */
  public boolean isKnown() {
    return path.isAbsolute();
  }

  /**
   * A path below it.
   *
   * @param hint how to do without
   * @throws ConfigException.NoHome when there is none
   */
  public Path resolve(String below, String hint) {
    if (!isKnown()) {
      throw new ConfigException.NoHome(
          path.toString().isEmpty()
              ? "HOME is not set, and this user has no home directory"
              : "HOME is not an absolute path: " + EscapedText.of(path.toString()),
          hint);
    }
    return path.resolve(below);
  }
}
