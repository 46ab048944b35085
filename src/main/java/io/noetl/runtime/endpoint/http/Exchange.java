package io.noetl.runtime.endpoint.http;

import io.noetl.runtime.endpoint.connection.MemoryBudgets;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.host.HostPolicy.Refusal;
import io.noetl.runtime.endpoint.limits.AnswerShare;
import io.noetl.runtime.endpoint.limits.Budget;
import io.noetl.runtime.endpoint.registry.CallLimiter;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.QueryString;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.endpoint.route.RouteTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
final class Exchange implements Runnable, CallLimiter.Responder {

  private final HttpServices services;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final long start;
  private final String id;
  private RouteTable.Match match = new RouteTable.Match.Nothing();
  private BodyReader.PartialBody body = BodyReader.PartialBody.NOTHING;
  private @Nullable Route route;
  private @Nullable HttpCaller client;
  private @Nullable String error;

  /** Why the request was rejected by its Host or Origin, in one word. */
  private @Nullable String reason;

  Exchange(HttpServices services, Request request, Response response, Callback callback) {
    this.services = services;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.start = services.nanoTime().getAsLong();
    this.id = services.ids().of(request.getHeaders().get(ReplyWriter.REQUEST_ID));
  }

  /** Whether the whole request has arrived and its answer blocks no thread. */
  boolean isNonBlocking() {
    String path = request.getHttpURI().getPath();
    match = services.routes().find(request.getMethod(), path == null ? "" : path);
    if (match instanceof RouteTable.Match.Found found && found.route() instanceof Route.Async) {
      body = BodyReader.readAvailable(request);
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
   * The failure for a body that is malformed or incomplete. Jetty then writes the answer itself:
   * status 500, unless the failure is an {@link HttpException}.
   */
  private static Throwable asBadRequest(IOException broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException) {
        return cause;
      }
    }
    return new HttpException.RuntimeException(
        HttpStatus.BAD_REQUEST_400, "the client closed the connection", broken);
  }

  /** Answers a request that Jetty refused, and logs the reason. */
  void refuse(int status, @Nullable String why) {
    String message = HttpStatus.getMessage(status);
    error = message.equals(why) ? null : why;
    answer(Reply.detail(status, message));
  }

  @Override
  public void fail(Throwable bug) {
    logError(bug);
    if (response.isCommitted()) {
      callback.failed(bug);
    } else {
      answer(Reply.detail(500, "Internal Server Error"));
    }
  }

  private void answerMatch() throws IOException {
    Refusal rejected = services.hosts().refusal(request);
    if (rejected != null) {
      reason = rejected.reason();
      answer(Reply.detail(rejected.status(), rejected.message()));
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
    Reply refusal =
        services.authorizer().refusal(found.access(), headers.get(HttpHeader.AUTHORIZATION));
    if (refusal != null) {
      answer(refusal);
      return;
    }
    if (!found.takesBody()) {
      if (announcesBody(headers)) {
        refuseBody(found, MemoryBudgets.Refusal.UNWANTED);
      } else {
        answer(found, call(found, variables, new byte[0]));
      }
      return;
    }
    switch (BodyReader.read(request, body, services.budgets().bodies, services.nanoTime())) {
      case BodyReader.Refused(Reply reply) -> {
        response.getHeaders().put(ReplyWriter.CLOSE);
        answer(reply);
      }
      case BodyReader.Cut(boolean hadBegun) ->
          refuseBody(found, hadBegun ? MemoryBudgets.Refusal.CUT : MemoryBudgets.Refusal.FULL);
      case BodyReader.Whole(byte[] bytes, Budget.@Nullable Share share) ->
          answer(found, variables, bytes, share);
    }
  }

  /** A body that the route does not take is not read. */
  private static boolean announcesBody(HttpFields headers) {
    return headers.contains(HttpHeader.TRANSFER_ENCODING)
        || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
  }

  /** Answers without reading the rest of a body, so the connection is closed. */
  private void refuseBody(Route found, MemoryBudgets.Refusal why) {
    String sentence = services.budgets().refuse(why);
    error = sentence;
    response.getHeaders().put(ReplyWriter.CLOSE);
    answer(
        switch (why) {
          case UNWANTED -> Reply.detail(400, sentence);
          case CUT -> Reply.detail(408, "Request Timeout");
          case FULL, BUSY ->
              services.calls().unavailable(found, call(found, List.of(), new byte[0]), sentence);
        });
  }

  /** The body counts against its budget until it is no longer used. */
  private void answer(
      Route found, List<String> variables, byte[] bytes, Budget.@Nullable Share share) {
    try {
      if (services.budgets().large.begin(bytes.length, services.patience())) {
        try {
          answer(found, call(found, variables, bytes));
        } finally {
          services.budgets().large.end(bytes.length);
        }
      } else {
        refuseBody(found, MemoryBudgets.Refusal.BUSY);
      }
    } finally {
      if (share != null) {
        share.close();
      }
    }
  }

  private void answer(Route found, Call call) {
    switch (found) {
      case Route.Local local -> answer(services.calls().reply(local, call));
      case Route.ToRegistry asking -> services.calls().answer(asking, call, this);
    }
  }

  private Call call(Route found, List<String> variables, byte[] body) {
    String authorization =
        found.isList() ? request.getHeaders().get(HttpHeader.AUTHORIZATION) : null;
    HttpCaller known = new HttpCaller(request, services.authorizer().token(authorization));
    client = known;
    Map<String, List<String>> query = QueryString.parse(request.getHttpURI().getQuery());
    return new Call(
        request.getMethod(),
        variables,
        query,
        request.getHeaders().get(HttpHeader.CONTENT_TYPE),
        body,
        known,
        request.getMethod().equals("POST") ? null : request.getHeaders().get(HttpHeader.ACCEPT),
        found.isList() && AcceptEncoding.takesGzip(request.getHeaders()));
  }

  /** Callers may run on any thread, so an error while answering is handled here. */
  @Override
  public void answer(Reply reply) {
    AnswerShare sent =
        new AnswerShare(reply.held() == null ? callback : Callback.from(callback, reply::release));
    try {
      if (client != null) {
        client.isAnswered();
      }
      ReplyWriter.Handled handled = new ReplyWriter.Handled(id, start, route, reason, error);
      services.replies().send(reply, handled, request, response, sent);
    } catch (RuntimeException | Error bug) {
      logError(bug);
      sent.failed(bug);
    }
  }

  /** A failure to log must not keep the request open. */
  private void logError(Throwable bug) {
    try {
      services.log().bug("bug", bug, ServerLog.with("request_id", id));
    } catch (RuntimeException | Error again) {
      bug.addSuppressed(again);
    }
  }
}
