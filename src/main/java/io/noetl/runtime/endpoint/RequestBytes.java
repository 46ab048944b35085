package io.noetl.runtime.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads the body of a request, within limits of size and time. */
final class RequestBytes {

  /** How long a body may be on its way, whatever its sender's pace. */
  static final Duration LONGEST_TIME = Duration.ofSeconds(10);

  /** How much of a body that is too long is read, so that its sender gets to read the answer. */
  private static final int MOST_DISCARDED = 8 * Body.LONGEST;

  private RequestBytes() {}

  /** What came of it. */
  sealed interface Result permits Whole, Refused {}

  /** All of it. */
  record Whole(byte[] bytes) implements Result {}

  /** Not all of it: the connection is of no further use. */
  record Refused(Reply reply) implements Result {}

  static Result read(Request request, LongSupplier nanoTime) throws IOException {
    long length = request.getLength();
    if (length == 0) {
      return new Whole(new byte[0]);
    }
    long end = nanoTime.getAsLong() + LONGEST_TIME.toNanos();
    // Not closed: that would fail a request whose answer is still to be sent.
    InputStream content = Content.Source.asInputStream(request);
    try {
      return length > Body.LONGEST
          ? tooLong(request, content, end, nanoTime)
          : read(request, content, end, nanoTime);
    } catch (IOException failure) {
      if (failure.getCause() instanceof TimeoutException) {
        return tooSlow();
      }
      throw failure;
    }
  }

  /** Grows with what comes, not with what is announced: many may announce much and send little. */
  private static Result read(Request request, InputStream content, long end, LongSupplier nanoTime)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    byte[] part = new byte[1024];
    for (int read = content.read(part); read >= 0; read = content.read(part)) {
      body.write(part, 0, read);
      if (body.size() > Body.LONGEST) {
        return tooLong(request, content, end, nanoTime);
      }
      if (nanoTime.getAsLong() - end > 0) {
        return tooSlow();
      }
    }
    return new Whole(body.toByteArray());
  }

  private static Result tooSlow() {
    return new Refused(Reply.detail(408, "Request Timeout"));
  }

  /** A client that asked for leave to send has not begun to: it needs the answer alone. */
  private static Result tooLong(
      Request request, InputStream content, long end, LongSupplier nanoTime) throws IOException {
    byte[] part = new byte[8192];
    int left = request.getHeaders().contains(HttpHeader.EXPECT) ? 0 : MOST_DISCARDED;
    while (left > 0 && nanoTime.getAsLong() - end < 0) {
      int read = content.read(part);
      left = read < 0 ? 0 : left - read;
    }
    return new Refused(Reply.detail(413, "Request Entity Too Large"));
  }
}
