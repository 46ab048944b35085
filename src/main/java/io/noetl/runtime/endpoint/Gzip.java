package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.http.QuotedQualityCSV.QualityValue;

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

  /** Compresses all bytes, and takes them away there. */
  static byte[] of(JsonBytes bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(SHORTEST);
    try (Gzip gzip = new Gzip(compressed)) {
      try {
        bytes.moveTo(gzip);
        gzip.finish();
      } finally {
        gzip.free();
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("memory takes all bytes", impossible);
    }
    return compressed.toByteArray();
  }

  /** Whether who sent these headers takes gzip, and likes it no less than plain text. */
  static boolean isAccepted(HttpFields headers) {
    if (!headers.contains(HttpHeader.ACCEPT_ENCODING)) {
      return false;
    }
    double any = 0;
    double gzip = -1;
    double plain = 0;
    QuotedQualityCSV codings = new QuotedQualityCSV();
    headers.getValuesList(HttpHeader.ACCEPT_ENCODING).forEach(codings::addValue);
    for (QualityValue coding : codings.getQualityValues()) {
      switch (coding.getValue().toLowerCase(Locale.ROOT)) {
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, coding.getWeight());
        case "identity" -> plain = coding.getWeight();
        case "*" -> any = coding.getWeight();
        default -> {}
      }
    }
    double weight = gzip < 0 ? any : gzip;
    return weight > 0 && weight >= plain;
  }
}
