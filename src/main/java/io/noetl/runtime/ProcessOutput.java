package io.noetl.runtime;

import io.noetl.runtime.cli.process.OutputQueue;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Standard output and standard error of this process. */
final class ProcessOutput implements OutputQueue {

  /** How long a reader has at the end to read what is left; a log collector needs less. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofMillis(300);

  final ResultStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
  final ResultStream err = new ResultStream(new FileOutputStream(FileDescriptor.err));
  final PrintWriter results = writer(out, false);
  private final OrderedOutput orderedErr = new OrderedOutput(err, results);
  // Each line at once, or a result that is written after it might come out before.
  final PrintWriter messages = writer(orderedErr, true);
  private @Nullable QueuedOutput outQueue;
  private @Nullable QueuedOutput errQueue;

  private static PrintWriter writer(OutputStream stream, boolean byLine) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), byLine);
  }

  @Override
  public void begin(int mostBytes, LongFunction<String> notice) {
    results.flush();
    messages.flush();
    errQueue = err.queue(mostBytes, lines -> notice.apply(lines) + System.lineSeparator());
    // A result may have any format, so the notice of dropped lines goes to standard error.
    outQueue =
        out.queue(
            mostBytes,
            lines -> {
              messages.println(notice.apply(lines));
              messages.flush();
              return "";
            });
    // Java itself and libraries write there.
    System.setErr(new PrintStream(orderedErr, true, StandardCharsets.UTF_8));
  }

  @Override
  public long dropped() {
    return (errQueue == null ? 0 : errQueue.dropped())
        + (outQueue == null ? 0 : outQueue.dropped());
  }

  /** Waits briefly for readers to read what is left. */
  void end() {
    try {
      if (outQueue != null) {
        outQueue.awaitEmpty(DRAIN_TIMEOUT);
      }
      if (errQueue != null) {
        errQueue.awaitEmpty(DRAIN_TIMEOUT);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
