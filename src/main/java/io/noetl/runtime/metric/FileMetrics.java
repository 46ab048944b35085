package io.noetl.runtime.metric;

import io.noetl.runtime.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Metrics in a regular file; reading a pipe might not end. */
record FileMetrics(Path file) implements MetricSource {

  static FileMetrics of(String given) {
    try {
      return new FileMetrics(Path.of(given));
    } catch (InvalidPathException invalid) {
      throw new IllegalArgumentException("the file name is invalid", invalid);
    }
  }

  @Override
  public String text() throws IOException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException("not a regular file");
      }
      try (InputStream stream = Files.newInputStream(file)) {
        return MetricSource.limited(stream);
      }
    } catch (IOException failure) {
      throw new IOException(FileFailure.reason(failure), failure);
    }
  }

  @Override
  public String description() {
    return file.toString();
  }
}
