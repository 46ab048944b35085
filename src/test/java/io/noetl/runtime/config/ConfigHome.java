package io.noetl.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** A home directory for one test, with the files that the test puts there. */
record ConfigHome(Path path) {

  Path configFile() {
    return path.resolve(".config/noetl/runtime.yaml");
  }

  Path contextFile() {
    return path.resolve(".noetl/config.yaml");
  }

  ConfigHome withConfig(String text) {
    write(configFile(), text);
    return this;
  }

  ConfigHome withContexts(String text) {
    write(contextFile(), text);
    return this;
  }

  Settings settings() {
    return settings(Map.of(), Map.of());
  }

  Settings settings(Map<String, String> environment) {
    return settings(environment, Map.of());
  }

  Settings settings(Map<String, String> environment, Map<Setting, String> flags) {
    return new Settings(environment, path, flags);
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Fails unless exactly this error with these two texts is thrown. */
  static void assertRefused(
      Class<? extends ConfigException> kind, String message, String hint, Executable code) {
    ConfigException thrown = assertThrows(kind, code);
    assertEquals(message, thrown.getMessage());
    assertEquals(hint, thrown.hint());
  }
}
