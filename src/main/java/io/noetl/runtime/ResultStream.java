package io.noetl.runtime;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A stream that remembers why writing failed, which a {@code PrintWriter} forgets. */
final class ResultStream extends FilterOutputStream {

  private @Nullable String failure;

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

  /** Why the first or a later write failed; null when all went well. */
  @Nullable String failure() {
    return failure;
  }

  /** Whether it failed because the reader at the other end has gone, as {@code head} does. */
  boolean pipeClosed() {
    return failure != null && failure.contains("Broken pipe");
  }
}
