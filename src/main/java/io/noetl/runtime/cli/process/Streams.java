package io.noetl.runtime.cli.process;

import java.io.InputStream;
import java.io.PrintWriter;

/**
 * The three standard streams.
 *
 * @param in standard input
 * @param out standard output, for results alone
 * @param err standard error, for everything else
 * @param queue holds output back for a process that keeps running
 */
public record Streams(InputStream in, PrintWriter out, PrintWriter err, OutputQueue queue) {

  /** The same streams with results that go elsewhere. */
  Streams withOut(PrintWriter other) {
    return new Streams(in, other, err, queue);
  }
}
