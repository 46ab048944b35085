package io.noetl.runtime.metric;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Metrics that a program prints. */
record CommandMetrics(List<String> command) implements MetricSource {

  private static final long LONGEST_PAUSE_MS = 20;

  /** The exit value of a process that another call has waited for; run waits for all children. */
  private static final int UNKNOWN_EXIT = -1;

  /**
   * Reads what is available until the program ends, not until the end of the pipe: a process that
   * it leaves behind may hold the pipe open.
   */
  @Override
  public String text() throws IOException, InterruptedException {
    Process process = start();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (InputStream stream = process.getInputStream()) {
      long begun = System.nanoTime();
      long pause = 1;
      while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
        take(stream, output);
        if (System.nanoTime() - begun > TIME_LIMIT.toNanos()) {
          throw MetricSource.late();
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
      take(stream, output);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    int status = process.exitValue();
    if (status != 0 && status != UNKNOWN_EXIT) {
      throw new IOException("exit status " + status);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  private Process start() throws IOException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException failure) {
      String reason = String.valueOf(failure.getMessage());
      boolean isMissing = reason.contains("error: 2 ") || reason.contains("error=2,");
      throw new IOException(
          isMissing ? "no such command" : "the command cannot be started", failure);
    }
  }

  private static void take(InputStream stream, ByteArrayOutputStream output) throws IOException {
    for (int there = stream.available(); there > 0; there = stream.available()) {
      output.write(stream.readNBytes(there));
      MetricSource.checkSize(output.size());
    }
  }

  @Override
  public String description() {
    return command.getFirst();
  }
}
