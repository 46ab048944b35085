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

/** Reads the body of a request, within limits of size, time and the memory of all bodies. */
public final class BodyReader {

  /** How much of a body that is too long is discarded, so that its sender reads the answer. */
  private static final int MOST_DISCARDED = 8 * JsonBody.LONGEST;

  /** A longer body is read on a virtual thread. */
  private static final int MOST_AVAILABLE = 4096;

  /** What a request that waits for its body takes beside its head: a thread, and objects. */
  private static final int BASE = 8 * 1024;

  private BodyReader() {}

  /** The result of reading. */
  sealed interface Result permits Whole, Refused, Cut {}

  /**
   * The whole body.
   *
   * @param share its memory, to be closed when the body is no longer used; null for a short one
   */
  record Whole(byte[] bytes, Budget.@Nullable Share share) implements Result {}

  /**
   * Not read, or not completely, because other bodies need the memory.
   *
   * @param hadBegun whether it was cut while it was read
   */
  record Cut(boolean hadBegun) implements Result {}

  /** Not read completely; the connection has to be closed. */
  record Refused(Reply reply) implements Result {}

  /**
   * The beginning of a body.
   *
   * @param isAll whether this is the whole body
   */
  record PartialBody(byte[] bytes, boolean isAll) {

    static final PartialBody NOTHING = new PartialBody(new byte[0], false);
  }

  /** Reads what has arrived of a short body, without waiting. */
  static PartialBody readAvailable(Request request) {
    long length = request.getLength();
    if (length < 0 || length > MOST_AVAILABLE) {
      return PartialBody.NOTHING;
    }
    byte[] bytes = new byte[(int) length];
    int read = 0;
    while (read < length) {
      Content.Chunk chunk = request.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        // The next read returns the failure again.
        return new PartialBody(Arrays.copyOf(bytes, read), false);
      }
      int part = chunk.remaining();
      chunk.getByteBuffer().get(bytes, read, part);
      chunk.release();
      read += part;
    }
    return new PartialBody(bytes, true);
  }

  /** Reads the rest of a body; blocks. */
  static Result read(Request request, PartialBody begun, Budget bodies, LongSupplier nanoTime)
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
    Result result = new Cut(false);
    try {
      result = share.isCut() ? result : read(request, begun, share, sum, nanoTime);
    } catch (IOException failure) {
      if (!share.isCut()) {
        throw failure;
      }
      result = new Cut(true);
    } finally {
      if (!(result instanceof Whole)) {
        share.close();
      }
    }
    if (share.isCut()) {
      // The thread that cut this share interrupts this one.
      Thread.interrupted();
    }
    return result;
  }

  /** What a body counts; twice its length, because its buffer doubles when it is full. */
  private record Sum(long base) {

    private long of(int bytes) {
      return base + 2L * bytes;
    }
  }

  private static Result read(
      Request request, PartialBody begun, Budget.Share share, Sum sum, LongSupplier nanoTime)
      throws IOException {
    long end = nanoTime.getAsLong() + RequestTimeouts.BODY_TIME.toNanos();
    long length = request.getLength();
    // Not closed, because that would fail the request before its answer is sent.
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

  /** The buffer grows with the received bytes: a client may announce many and send few. */
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
        return new Cut(true);
      }
    }
    return share.keep() ? new Whole(body.toByteArray(), share) : new Cut(true);
  }

  private static Result tooSlow() {
    return new Refused(Reply.detail(408, "Request Timeout"));
  }

  /** A client that sent Expect: 100-continue has not sent its body yet. */
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
