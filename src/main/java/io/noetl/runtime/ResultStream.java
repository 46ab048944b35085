package io.noetl.runtime;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A stream that remembers why writing failed, which a {@code PrintWriter} forgets. */
final class ResultStream extends FilterOutputStream {

  private @Nullable String failure;
  private @Nullable QueuedOutput queue;

  ResultStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException failed) {
      failure = String.valueOf(failed.getMessage());
      throw failed;
    }
  }

  /** Has what is written from now on wait in a queue; to be called before others write. */
  QueuedOutput queue(int room, LongFunction<String> notice) {
    QueuedOutput begun = new QueuedOutput(out, room, notice);
    queue = begun;
    out = begun;
    return begun;
  }

  /** Why the first or a later write failed; null when every write succeeded. */
  @Nullable String failure() {
    IOException unwritten = queue == null ? null : queue.failure();
    return unwritten == null ? failure : String.valueOf(unwritten.getMessage());
  }

  /** Whether it failed because the reader at the other end has gone, as {@code head} does. */
  boolean pipeClosed() {
    String why = failure();
    return why != null && why.contains("Broken pipe");
  }
}
