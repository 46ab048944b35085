package io.noetl.runtime.metric;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Where metrics are read from, anew for each heartbeat. */
public interface MetricSource {

  /** How long reading a source may take; a heartbeat waits for it. */
  Duration TIME_LIMIT = Duration.ofSeconds(2);

  /** The most that a source may have, in bytes. */
  int SIZE_LIMIT = 1 << 20;

  /**
   * Reads it.
   *
   * @throws IOException if it cannot be read; its message gives the reason for the log
   */
  String text() throws IOException, InterruptedException;

  /** The source for messages, without secrets. */
  String description();

  /**
   * The source that an option names: a file, an http or https URL, or a command after an
   * exclamation mark.
   *
   * @throws IllegalArgumentException whose message says what is wrong
   */
  static MetricSource of(String given) {
    if (given.isBlank()) {
      throw new IllegalArgumentException("no source is named");
    }
    if (given.startsWith("!")) {
      return new CommandMetrics(CommandWords.of(given.substring(1)));
    }
    return given.startsWith("http://") || given.startsWith("https://")
        ? UrlMetrics.of(given)
        : FileMetrics.of(given);
  }

  /** A text within the limit. */
  static String limited(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(SIZE_LIMIT + 1);
    checkSize(bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void checkSize(int bytes) throws IOException {
    if (bytes > SIZE_LIMIT) {
      throw new IOException("more than 1 MiB");
    }
  }

  static IOException late() {
    return new IOException("not ready within " + TIME_LIMIT.toSeconds() + " s");
  }
}
