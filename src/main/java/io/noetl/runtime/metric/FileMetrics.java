package io.noetl.runtime.metric;

import io.noetl.runtime.files.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Metrics in a regular file; reading a pipe might not end. */
record FileMetrics(String file) implements MetricSource {

  @Override
  public String text() throws IOException {
    Path path = Path.of(file);
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new IOException("not a regular file");
      }
      try (InputStream stream = Files.newInputStream(path)) {
        return MetricSource.limited(stream);
      }
    } catch (IOException failure) {
      throw new IOException(FileFailure.reason(failure), failure);
    }
  }

  @Override
  public String description() {
    return file;
  }
}
