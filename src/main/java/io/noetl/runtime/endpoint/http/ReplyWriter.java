package io.noetl.runtime.endpoint.http;

import io.noetl.runtime.endpoint.connection.LostConnections;
import io.noetl.runtime.endpoint.connection.MemoryBudgets;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.limits.AnswerShare;
import io.noetl.runtime.endpoint.metrics.Metrics;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.endpoint.route.StoredBody;
import io.noetl.runtime.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Sends replies, and counts and logs them. */
public final class ReplyWriter {

  /** The header that carries the id of a request. */
  static final String REQUEST_ID = "X-Request-ID";

  /** Makes the client or the server close the connection after this answer. */
  static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");

  /** The method of a request whose first line Jetty cannot read. */
  private static final String UNREAD_METHOD = "BAD";

  /** Keep a browser from storing, framing, guessing the type of or running an answer. */
  private static final List<HttpField> SECURITY_HEADERS =
      List.of(
          new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
          new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
          new PreEncodedHttpField("X-Frame-Options", "DENY"),
          new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
          new PreEncodedHttpField(
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  private final ServerLog log;
  private final boolean accessLog;
  private final Metrics metrics;
  private final MemoryBudgets budgets;
  private final LostConnections lost;
  private final LongSupplier nanoTime;
  private volatile boolean closing;

  /**
   * A writer of replies.
   *
   * @param accessLog whether each answer leaves a line in the log
   */
  public ReplyWriter(
      ServerLog log,
      boolean accessLog,
      Metrics metrics,
      MemoryBudgets budgets,
      LostConnections lost,
      LongSupplier nanoTime) {
    this.log = log;
    this.accessLog = accessLog;
    this.metrics = metrics;
    this.budgets = budgets;
    this.lost = lost;
    this.nanoTime = nanoTime;
  }

  /**
   * What is known of a request when its answer is sent.
   *
   * @param id the id of the request
   * @param start when it came, in nanoseconds
   * @param route null where none was found
   * @param reason why the request is not for this server, in one word; null where it is
   * @param error what went wrong, for the log; null for nothing
   */
  record Handled(
      String id,
      long start,
      @Nullable Route route,
      @Nullable String reason,
      @Nullable String error) {}

  /** From now on each answer closes its connection. */
  public void closeConnections() {
    closing = true;
  }

  /** Sends a reply; the callback completes when all of it is sent. */
  void send(Reply reply, Handled handled, Request request, Response response, AnswerShare sent) {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(reply.status());
    for (HttpField field : SECURITY_HEADERS) {
      headers.add(field);
    }
    headers.add(HttpHeader.CONTENT_TYPE, reply.contentType());
    headers.add(REQUEST_ID, handled.id);
    headers.add(HttpHeader.CONTENT_LENGTH, reply.length());
    reply.headers().forEach(headers::put);
    if (closing) {
      headers.put(CLOSE);
    }
    long nanos = nanoTime.getAsLong() - handled.start;
    Route route = handled.route;
    metrics.answered(route == null ? null : route.timings(), reply.status(), nanos);
    if (accessLog) {
      log(reply, handled, request, nanos);
    }
    write(reply, request, response, sent);
  }

  private void write(Reply reply, Request request, Response response, AnswerShare sent) {
    boolean isHead = request.getMethod().equals("HEAD");
    StoredBody stored = reply.stored();
    if (isHead) {
      response.write(true, ByteBuffer.allocate(0), sent);
    } else if (stored == null) {
      response.write(true, ByteBuffer.wrap(reply.body()), sent);
    } else {
      new StoredBodySender(stored, response, sent).iterate();
    }
    sent.begun(
        budgets.answers,
        request.getConnectionMetaData().getConnection().getEndPoint(),
        stored == null ? reply.body().length : StoredBodySender.PORTION,
        end -> lost.cut(end, LostConnections.Reason.ANSWER_LIMIT));
  }

  private void log(Reply reply, Handled handled, Request request, long nanos) {
    boolean isRead = !request.getMethod().equals(UNREAD_METHOD);
    Route route = handled.route;
    JsonObject line =
        JsonObject.EMPTY
            .with("request_id", handled.id)
            .with("client", Request.getRemoteAddr(request))
            .with("method", isRead ? request.getMethod() : null)
            .with("path", isRead ? request.getHttpURI().getPathQuery() : null)
            .with("route", route == null ? null : route.path())
            .with("status", reply.status())
            .with("bytes", reply.length())
            .with("duration_ms", Math.round(nanos / 1e4) / 1e2);
    if (handled.reason != null) {
      line = line.with("reason", handled.reason);
    }
    log.info("request", handled.error == null ? line : line.with("error", handled.error));
  }
}
