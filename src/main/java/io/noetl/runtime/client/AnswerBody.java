package io.noetl.runtime.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Reads and decodes the body of an answer, up to a size limit. */
final class AnswerBody {

  /** Enough for a hundred thousand components; an endless answer must not exhaust the memory. */
  static final int MOST_BYTES = 64 * 1024 * 1024;

  private AnswerBody() {}

  /**
   * The body without its {@code Content-Encoding}.
   *
   * @param encoding the value of that header; null for none
   */
  static byte[] unpacked(byte[] body, @Nullable String encoding) throws IOException {
    if (body.length == 0 || encoding == null) {
      return body;
    }
    String name = encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "identity", "" -> body;
      case "gzip", "x-gzip" -> read(new GZIPInputStream(new ByteArrayInputStream(body)));
      case "deflate" -> read(new InflaterInputStream(new ByteArrayInputStream(body)));
      default -> throw new IOException("the response has the unexpected encoding " + name);
    };
  }

  /** All bytes of a stream. */
  static byte[] read(InputStream stream) throws IOException {
    byte[] body = stream.readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new TooLargeException();
    }
    return body;
  }

  /** The answer goes beyond the limit. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("the answer is larger than 64 MiB");
    }
  }
}
