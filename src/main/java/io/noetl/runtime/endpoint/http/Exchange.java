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
final class Exchange implements Runnable, CallLimiter.Answering {

  private final HttpServices services;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final long start;
  private final String id;
  private RouteTable.Match match = new RouteTable.Match.Nothing();
  private BodyReader.Begun body = BodyReader.Begun.NOTHING;
  private @Nullable Route route;
  private @Nullable HttpCaller client;
  private @Nullable String error;

  /** Why the request is none for this server, in one word. */
  private @Nullable String reason;

  Exchange(HttpServices services, Request request, Response response, Callback callback) {
    this.services = services;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.start = services.nanoTime().getAsLong();
    this.id = services.ids().of(request.getHeaders().get(ReplyWriter.REQUEST_ID));
  }

  /** Whether all of the request is there, and its answer keeps no thread. */
  boolean isPrompt() {
    String path = request.getHttpURI().getPath();
    match = services.routes().find(request.getMethod(), path == null ? "" : path);
    if (match instanceof RouteTable.Match.Found found && found.route() instanceof Route.Async) {
      body = BodyReader.atHand(request);
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
    Refusal foreign = services.sites().refusal(request);
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
    Reply refusal = services.guard().refusal(found.access(), headers.get(HttpHeader.AUTHORIZATION));
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
    switch (BodyReader.read(request, body, services.held().bodies, services.nanoTime())) {
      case BodyReader.Refused(Reply reply) -> {
        response.getHeaders().put(ReplyWriter.CLOSE);
        answer(reply);
      }
      case BodyReader.Crowded(boolean hadBegun) ->
          refuseBody(found, hadBegun ? MemoryBudgets.Refusal.CUT : MemoryBudgets.Refusal.FULL);
      case BodyReader.Whole(byte[] bytes, Budget.@Nullable Share share) ->
          answer(found, variables, bytes, share);
    }
  }

  /** Nothing is read of what nobody asked for. */
  private static boolean announcesBody(HttpFields headers) {
    return headers.contains(HttpHeader.TRANSFER_ENCODING)
        || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
  }

  /** Answers without the rest of a body, so that the connection is of no further use. */
  private void refuseBody(Route found, MemoryBudgets.Refusal why) {
    String sentence = services.held().refuse(why);
    error = sentence;
    response.getHeaders().put(ReplyWriter.CLOSE);
    answer(
        switch (why) {
          case UNWANTED -> Reply.detail(400, sentence);
          case CUT -> Reply.detail(408, "Request Timeout");
          case FULL, BUSY ->
              services.registry().unavailable(found, call(found, List.of(), new byte[0]), sentence);
        });
  }

  /** The body counts until nobody has it any more, which may be long after the answer. */
  private void answer(
      Route found, List<String> variables, byte[] bytes, Budget.@Nullable Share share) {
    try {
      if (services.held().large.begin(bytes.length, services.patience())) {
        try {
          answer(found, call(found, variables, bytes));
        } finally {
          services.held().large.end(bytes.length);
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
      case Route.Local local -> answer(services.registry().reply(local, call));
      case Route.ToRegistry asking -> services.registry().answer(asking, call, this);
    }
  }

  private Call call(Route found, List<String> variables, byte[] body) {
    String authorization =
        found.isList() ? request.getHeaders().get(HttpHeader.AUTHORIZATION) : null;
    HttpCaller known = new HttpCaller(request, services.guard().token(authorization));
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

  /** Who calls this may have nobody to throw to: a fault of the answering itself ends here. */
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
      tell(bug);
      sent.failed(bug);
    }
  }

  /** Whatever becomes of the line, the request has to end. */
  private void tell(Throwable bug) {
    try {
      services.log().bug("bug", bug, ServerLog.with("request_id", id));
    } catch (RuntimeException | Error again) {
      bug.addSuppressed(again);
    }
  }
}
