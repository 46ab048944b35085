package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.json.JsonBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses what is written to it, quickly rather than well; to be freed at its end. */
final class Gzip extends GZIPOutputStream {

  /** A shorter list is sent before it would be compressed, in bytes. */
  static final int SHORTEST = 32 * 1024;

  private static final int BUFFER = 8 * 1024;

  Gzip(OutputStream target) throws IOException {
    super(target, BUFFER);
    def.setLevel(Deflater.BEST_SPEED);
  }

  /** Gives back the memory of the compression, which is outside of the heap. */
  void free() {
    def.end();
  }

  /** Compresses all bytes to a target, and takes them away where they were. */
  static void write(JsonBytes bytes, OutputStream target) throws IOException {
    try (Gzip gzip = new Gzip(target)) {
      try {
        bytes.moveTo(gzip);
        gzip.finish();
      } finally {
        gzip.free();
      }
    }
  }
}
