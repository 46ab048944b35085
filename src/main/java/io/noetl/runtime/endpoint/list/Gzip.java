package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.json.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A gzip stream at the fastest level; {@link #free} has to be called at its end. */
public final class Gzip extends GZIPOutputStream {

  /** A shorter list, in bytes, is sent sooner as it is than compressed. */
  static final int SHORTEST = 32 * 1024;

  private static final int BUFFER = 8 * 1024;

  Gzip(OutputStream target) throws IOException {
    super(target, BUFFER);
    def.setLevel(Deflater.BEST_SPEED);
  }

  /** The same reply, compressed where it is a long list and its client takes that. */
  public static Reply compressed(Reply list, Call call) {
    Reply reply = list.with("Vary", "Accept-Encoding");
    byte[] body = reply.body();
    if (!call.takesGzip() || reply.stored() != null || body.length < SHORTEST) {
      return reply;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
    try (Gzip gzip = new Gzip(compressed)) {
      try {
        gzip.write(body);
        gzip.finish();
      } finally {
        gzip.free();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Reply(
            reply.status(),
            reply.contentType(),
            reply.headers(),
            compressed.toByteArray(),
            null,
            reply.held())
        .with("Content-Encoding", "gzip");
  }

  /** Frees the memory of the compression, which is outside of the heap. */
  void free() {
    def.end();
  }

  /** Moves all bytes to an array, compressed. */
  static byte[] bytes(JsonBytes bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.size() / 4);
    write(bytes, compressed);
    return compressed.toByteArray();
  }

  /** Moves all bytes to a target, compressed. */
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
