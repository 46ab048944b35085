package io.noetl.runtime.client;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The build information in the metrics of a NoETL program.
 *
 * @param version null where no metric contains it
 * @param since the start time; null where no metric contains it
 */
record BuildInfo(@Nullable String version, @Nullable Instant since) {

  /** The Rust server and worker, the Python server, and {@code serve}. */
  private static final String[] FAMILIES = {
    "noetl_server_build_info{", "noetl_worker_build_info{", "noetl_info{", "noetl_runtime_info{"
  };

  private static final String[] STARTS = {
    "noetl_process_start_time_seconds ", "process_start_time_seconds "
  };

  private static final String VERSION = "version=\"";

  /** Reads the text format of Prometheus. */
  static BuildInfo of(String metrics) {
    String version = null;
    Instant since = null;
    for (String line : metrics.split("\n", -1)) {
      if (version == null && startsWithOne(line, FAMILIES) != null) {
        version = version(line);
      }
      String start = since == null ? startsWithOne(line, STARTS) : null;
      if (start != null) {
        since = time(line.substring(start.length()));
      }
    }
    return new BuildInfo(version, since);
  }

  private static @Nullable String startsWithOne(String line, String... names) {
    for (String name : names) {
      if (line.startsWith(name)) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String version(String sample) {
    int begin = sample.indexOf(VERSION);
    int end = begin < 0 ? -1 : sample.indexOf('"', begin + VERSION.length());
    String version = end < 0 ? "" : sample.substring(begin + VERSION.length(), end);
    return version.isBlank() ? null : version;
  }

  private static @Nullable Instant time(String seconds) {
    try {
      return Instant.ofEpochSecond((long) Double.parseDouble(seconds.strip()));
    } catch (NumberFormatException | DateTimeException noTime) {
      return null;
    }
  }
}
