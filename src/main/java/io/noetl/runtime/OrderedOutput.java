package io.noetl.runtime;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/**
 * Standard error, where what was written to standard output before comes out before: on a terminal,
 * and in a pipe that takes both, a message would else land in the middle of a row.
 */
final class OrderedOutput extends FilterOutputStream {

  private final Writer results;

  OrderedOutput(OutputStream messages, Writer results) {
    super(messages);
    this.results = results;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    results.flush();
    out.write(bytes, offset, length);
  }
}
