package io.noetl.runtime.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text files that the build puts beside a class. */
public final class BundledText {

  private BundledText() {}

  /** The whole text of a file in the package of {@code neighbor}. */
  public static String read(Class<?> neighbor, String file) {
    try (InputStream stream = neighbor.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("this program was built without " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
