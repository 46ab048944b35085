package io.noetl.runtime.endpoint;

import io.noetl.runtime.endpoint.limits.AnswerShare;
import io.noetl.runtime.endpoint.limits.Budget;
import io.noetl.runtime.endpoint.site.SiteRule.Refusal;
import io.noetl.runtime.schema.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
final class Exchange implements Runnable, WatchedRegistry.Answering {

  private static final String REQUEST_ID = "X-Request-ID";

  /** What Jetty calls the method of a request whose first line it cannot read. */
  private static final String UNREAD_METHOD = "BAD";

  private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");

  /** What keeps a browser from making more of an answer than it is. */
  private static final List<HttpField> SAFETY =
      List.of(
          new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
          new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
          new PreEncodedHttpField("X-Frame-Options", "DENY"),
          new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
          new PreEncodedHttpField(
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  private final HttpGate gate;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final long start;
  private final String id;
  private RouteTable.Match match = new RouteTable.Match.Nothing();
  private RequestBytes.Begun body = RequestBytes.Begun.NOTHING;
  private @Nullable Route route;
  private @Nullable Client client;
  private @Nullable String error;

  /** Why the request is none for this server, in one word. */
  private @Nullable String reason;

  Exchange(HttpGate gate, Request request, Response response, Callback callback) {
    this.gate = gate;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.start = gate.world.nanoTime().getAsLong();
    this.id = gate.id(request.getHeaders().get(REQUEST_ID));
  }

  /** Whether all of the request is there, and its answer keeps no thread. */
  boolean isPrompt() {
    String path = request.getHttpURI().getPath();
    match = gate.routes.find(request.getMethod(), path == null ? "" : path);
    if (match instanceof RouteTable.Match.Found found && found.route() instanceof Route.Async) {
      body = RequestBytes.atHand(request);
      return body.isAll();
    }
    return false;
  }

  @Override
  public void run() {
    try {
      answerMatch();
    } catch (IOException gone) {
      callback.failed(asBadRequest(gone));
    } catch (RuntimeException | Error bug) {
      fail(bug);
    }
  }

  /**
   * A body that is broken, or ends before its end. Jetty lets nobody write from then on, and makes
   * the answer itself; what is none of HTTP would be a fault of this server's to it.
   */
  private static Throwable asBadRequest(IOException broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException) {
        return cause;
      }
    }
    return new HttpException.RuntimeException(
        HttpStatus.BAD_REQUEST_400, "the client hung up", broken);
  }

  /** Answers what Jetty refuses, and says why in the log. */
  void refuse(int status, @Nullable String why) {
    String message = HttpStatus.getMessage(status);
    error = message.equals(why) ? null : why;
    answer(Reply.detail(status, message));
  }

  @Override
  public void fail(Throwable bug) {
    tell(bug);
    if (response.isCommitted()) {
      callback.failed(bug);
    } else {
      answer(Reply.detail(500, "Internal Server Error"));
    }
  }

  private void answerMatch() throws IOException {
    Refusal foreign = gate.sites.refusal(request);
    if (foreign != null) {
      reason = foreign.reason();
      answer(Reply.detail(foreign.status(), foreign.sentence()));
      return;
    }
    String method = request.getMethod();
    switch (match) {
      case RouteTable.Match.Nothing nothing -> answer(Reply.detail(404, "Not Found"));
      case RouteTable.Match.OtherMethod(String allowed) ->
          answer(
              method.equals("OPTIONS")
                  ? Reply.text(200, "text/plain; charset=utf-8", "OK").with("Allow", allowed)
                  : Reply.detail(405, "Method Not Allowed").with("Allow", allowed));
      case RouteTable.Match.Found(Route found, List<String> variables) -> answer(found, variables);
    }
  }

  private void answer(Route found, List<String> variables) throws IOException {
    route = found;
    HttpFields headers = request.getHeaders();
    Reply refusal = gate.guard.refusal(found.access(), headers.get(HttpHeader.AUTHORIZATION));
    if (refusal != null) {
      answer(refusal);
      return;
    }
    if (!found.takesBody()) {
      if (announcesBody(headers)) {
        refuseBody(found, HeldBytes.Refusal.UNWANTED);
      } else {
        answer(found, call(found, variables, new byte[0]));
      }
      return;
    }
    switch (RequestBytes.read(request, body, gate.held.bodies, gate.world.nanoTime())) {
      case RequestBytes.Refused(Reply reply) -> {
        response.getHeaders().put(CLOSE);
        answer(reply);
      }
      case RequestBytes.Crowded(boolean hadBegun) ->
          refuseBody(found, hadBegun ? HeldBytes.Refusal.CUT : HeldBytes.Refusal.FULL);
      case RequestBytes.Whole(byte[] bytes, Budget.@Nullable Share share) ->
          answer(found, variables, bytes, share);
    }
  }

  /** Nothing is read of what nobody asked for. */
  private static boolean announcesBody(HttpFields headers) {
    return headers.contains(HttpHeader.TRANSFER_ENCODING)
        || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
  }

  /** Answers without the rest of a body, so that the connection is of no further use. */
  private void refuseBody(Route found, HeldBytes.Refusal why) {
    String sentence = gate.held.refuse(why);
    error = sentence;
    response.getHeaders().put(CLOSE);
    answer(
        switch (why) {
          case UNWANTED -> Reply.detail(400, sentence);
          case CUT -> Reply.detail(408, "Request Timeout");
          case FULL, BUSY ->
              gate.registry.unavailable(found, call(found, List.of(), new byte[0]), sentence);
        });
  }

  /** The body counts until nobody has it any more, which may be long after the answer. */
  private void answer(
      Route found, List<String> variables, byte[] bytes, Budget.@Nullable Share share) {
    try {
      if (gate.held.large.begin(bytes.length, gate.patience)) {
        try {
          answer(found, call(found, variables, bytes));
        } finally {
          gate.held.large.end(bytes.length);
        }
      } else {
        refuseBody(found, HeldBytes.Refusal.BUSY);
      }
    } finally {
      if (share != null) {
        share.close();
      }
    }
  }

  private void answer(Route found, Call call) {
    switch (found) {
      case Route.Local local -> answer(gate.registry.reply(local, call));
      case Route.ToRegistry asking -> gate.registry.answer(asking, call, this);
    }
  }

  private Call call(Route found, List<String> variables, byte[] body) {
    String authorization =
        found.isList() ? request.getHeaders().get(HttpHeader.AUTHORIZATION) : null;
    Client known = new Client(request, gate.guard.token(authorization));
    client = known;
    Map<String, List<String>> query = QueryText.parse(request.getHttpURI().getQuery());
    return new Call(
        request.getMethod(),
        variables,
        query,
        request.getHeaders().get(HttpHeader.CONTENT_TYPE),
        body,
        known,
        request.getMethod().equals("POST") ? null : request.getHeaders().get(HttpHeader.ACCEPT),
        found.isList() && Gzip.isAccepted(request.getHeaders()));
  }

  /** Who calls this may have nobody to throw to: a fault of the answering itself ends here. */
  @Override
  public void answer(Reply reply) {
    AnswerShare sent =
        new AnswerShare(reply.held() == null ? callback : Callback.from(callback, reply::release));
    try {
      if (client != null) {
        client.isAnswered();
      }
      send(reply, sent);
    } catch (RuntimeException | Error bug) {
      tell(bug);
      sent.failed(bug);
    }
  }

  /** Whatever becomes of the line, the request has to end. */
  private void tell(Throwable bug) {
    try {
      gate.log.bug("bug", bug, ServerLog.with("request_id", id));
    } catch (RuntimeException | Error again) {
      bug.addSuppressed(again);
    }
  }

  private void send(Reply reply, AnswerShare sent) {
    HttpFields.Mutable headers = response.getHeaders();
    response.setStatus(reply.status());
    for (HttpField field : SAFETY) {
      headers.add(field);
    }
    headers.add(HttpHeader.CONTENT_TYPE, reply.contentType());
    headers.add(REQUEST_ID, id);
    headers.add(HttpHeader.CONTENT_LENGTH, reply.length());
    reply.headers().forEach(headers::put);
    if (gate.isDraining()) {
      headers.put(CLOSE);
    }
    long nanos = gate.world.nanoTime().getAsLong() - start;
    gate.metrics.answered(route, reply.status(), nanos);
    if (gate.accessLog) {
      log(reply, nanos);
    }
    boolean isHead = request.getMethod().equals("HEAD");
    SpilledList spilled = reply.spilled();
    if (isHead) {
      response.write(true, ByteBuffer.allocate(0), sent);
    } else if (spilled == null) {
      response.write(true, ByteBuffer.wrap(reply.body()), sent);
    } else {
      new SpilledAnswer(spilled, response, sent).iterate();
    }
    sent.begun(
        gate.held.answers,
        request.getConnectionMetaData().getConnection().getEndPoint(),
        spilled == null ? reply.body().length : SpilledAnswer.PORTION,
        end -> gate.lost.cut(end, LostConnections.Why.ANSWER_LIMIT));
  }

  private void log(Reply reply, long nanos) {
    boolean isRead = !request.getMethod().equals(UNREAD_METHOD);
    JsonObject line =
        JsonObject.EMPTY
            .with("request_id", id)
            .with("client", Request.getRemoteAddr(request))
            .with("method", isRead ? request.getMethod() : null)
            .with("path", isRead ? request.getHttpURI().getPathQuery() : null)
            .with("route", route == null ? null : route.path())
            .with("status", reply.status())
            .with("bytes", reply.length())
            .with("duration_ms", Math.round(nanos / 1e4) / 1e2);
    JsonObject told = reason == null ? line : line.with("reason", reason);
    gate.log.info("request", error == null ? told : told.with("error", error));
  }
}
