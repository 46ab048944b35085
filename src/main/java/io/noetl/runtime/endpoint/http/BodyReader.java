package io.noetl.runtime.endpoint.http;

import io.noetl.runtime.endpoint.connection.RequestTimeouts;
import io.noetl.runtime.endpoint.limits.Budget;
import io.noetl.runtime.endpoint.route.JsonBody;
import io.noetl.runtime.endpoint.route.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request, within limits of size, time and what all bodies have together. */
public final class BodyReader {

  /** How much of a body that is too long is read, so that its sender gets to read the answer. */
  private static final int MOST_DISCARDED = 8 * JsonBody.LONGEST;

  /** A longer body is read by a thread of its own. */
  private static final int MOST_AT_HAND = 4096;

  /** What a request has that waits for its body, beside the head: a thread, and objects. */
  private static final int BASE = 8 * 1024;

  private BodyReader() {}

  /** What came of it. */
  sealed interface Result permits Whole, Refused, Crowded {}

  /**
   * All of it.
   *
   * @param share what it counts, to be closed when nobody has it any more
   */
  record Whole(byte[] bytes, Budget.@Nullable Share share) implements Result {}

  /**
   * Not all of it, since others need the memory.
   *
   * @param hadBegun whether it gave way, and not what was before it
   */
  record Crowded(boolean hadBegun) implements Result {}

  /** Not all of it: the connection is of no further use. */
  record Refused(Reply reply) implements Result {}

  /**
   * The beginning of a body.
   *
   * @param isAll whether nothing follows
   */
  record Begun(byte[] bytes, boolean isAll) {

    static final Begun NOTHING = new Begun(new byte[0], false);
  }

  /** Takes what has come of a short body, and waits for nothing. */
  static Begun atHand(Request request) {
    long length = request.getLength();
    if (length < 0 || length > MOST_AT_HAND) {
      return Begun.NOTHING;
    }
    byte[] bytes = new byte[(int) length];
    int read = 0;
    while (read < length) {
      Content.Chunk chunk = request.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        // A failure comes again for who reads on.
        return new Begun(Arrays.copyOf(bytes, read), false);
      }
      int part = chunk.remaining();
      chunk.getByteBuffer().get(bytes, read, part);
      chunk.release();
      read += part;
    }
    return new Begun(bytes, true);
  }

  /** The rest of a body that has begun, with its beginning; the thread is the request's own. */
  static Result read(Request request, Begun begun, Budget bodies, LongSupplier nanoTime)
      throws IOException {
    if (begun.isAll()) {
      return new Whole(begun.bytes(), null);
    }
    if (request.getLength() == 0) {
      return new Whole(new byte[0], null);
    }
    Connection connection = request.getConnectionMetaData().getConnection();
    int head = connection instanceof HttpConnection http ? http.getParser().getHeaderLength() : 0;
    Thread reader = Thread.currentThread();
    Sum sum = new Sum(BASE + 2L * head);
    Budget.Share share =
        bodies.begin(connection.getEndPoint(), sum.of(begun.bytes().length), reader::interrupt);
    Result result = new Crowded(false);
    try {
      result = share.isCut() ? result : read(request, begun, share, sum, nanoTime);
    } catch (IOException failure) {
      if (!share.isCut()) {
        throw failure;
      }
      result = new Crowded(true);
    } finally {
      if (!(result instanceof Whole)) {
        share.close();
      }
    }
    if (share.isCut()) {
      // Whoever needed the room has interrupted, or is about to.
      Thread.interrupted();
    }
    return result;
  }

  /** What a body counts: it is kept in memory that doubles when it is full. */
  private record Sum(long base) {

    private long of(int bytes) {
      return base + 2L * bytes;
    }
  }

  private static Result read(
      Request request, Begun begun, Budget.Share share, Sum sum, LongSupplier nanoTime)
      throws IOException {
    long end = nanoTime.getAsLong() + RequestTimeouts.BODY_TIME.toNanos();
    long length = request.getLength();
    // Not closed: that would fail a request whose answer is still to be sent.
    InputStream content = Content.Source.asInputStream(request);
    try {
      return length > JsonBody.LONGEST
          ? tooLong(request, content, end, nanoTime)
          : read(request, begun.bytes(), content, share, sum, end, nanoTime);
    } catch (IOException failure) {
      if (failure.getCause() instanceof TimeoutException) {
        return tooSlow();
      }
      throw failure;
    }
  }

  /** Grows with what comes, not with what is announced: many may announce much and send little. */
  private static Result read(
      Request request,
      byte[] begun,
      InputStream content,
      Budget.Share share,
      Sum sum,
      long end,
      LongSupplier nanoTime)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    body.writeBytes(begun);
    byte[] part = new byte[1024];
    for (int read = content.read(part); read >= 0; read = content.read(part)) {
      body.write(part, 0, read);
      if (body.size() > JsonBody.LONGEST) {
        return tooLong(request, content, end, nanoTime);
      }
      if (nanoTime.getAsLong() - end > 0) {
        return tooSlow();
      }
      share.resize(sum.of(body.size()));
      if (share.isCut()) {
        return new Crowded(true);
      }
    }
    return share.keep() ? new Whole(body.toByteArray(), share) : new Crowded(true);
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
