package io.noetl.runtime.client;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRequest;

/** Sends requests to the first suitable route of a server. */
final class RequestRouter {

  private final ServerAddress server;
  private final ComponentLists lists;

  RequestRouter(ServerAddress server, ComponentLists lists) {
    this.server = server;
    this.lists = lists;
  }

  /** The answer of the first route that the server has, whatever its status. */
  HttpAnswer answer(RuntimeRequest request, RetryingTransport retrying) {
    HttpAnswer last = null;
    boolean placeholder = false;
    for (Call call : Routes.of(request)) {
      last = deliver(adapted(call, request), request, retrying);
      boolean storesNothing = Routes.mayBePlaceholder(call) && AnswerParser.isPlaceholder(last);
      if (!storesNothing && !ErrorAnswers.lacksRoute(last)) {
        return last;
      }
      placeholder |= storesNothing;
    }
    if (last != null && last.isEmpty() && request.kind() != RuntimeKind.WORKER_POOL) {
      last = deliver(adapted(Routes.forRustServer(request), request), request, retrying);
      if (!ErrorAnswers.lacksRoute(last)) {
        return last;
      }
    }
    throw ErrorAnswers.notTaken(server, request, placeholder, last);
  }

  /**
   * A call in the spelling of the server, if a list was read before: a change of a row reads it
   * first.
   */
  Call adapted(Call call, RuntimeRequest request) {
    return lists.isRustServer() && request instanceof RuntimeRegistrationRequest registration
        ? call.withBody(RustRegistration.of(registration.toJson()))
        : call;
  }

  /** Sends a call; a DELETE that lost its body on the way is sent once more as a POST. */
  private static HttpAnswer deliver(Call call, RuntimeRequest request, RetryingTransport retrying) {
    boolean isDelete = call.method().equals("DELETE");
    HttpAnswer answer =
        retrying.send(
            call,
            seen ->
                ErrorAnswers.hidesRecreation(seen)
                    || ErrorAnswers.isForbidden(seen, request)
                    || (isDelete && ErrorAnswers.blamesBody(seen)));
    JsonObject body = call.body();
    if (!isDelete || body == null || !ErrorAnswers.blamesBody(answer)) {
      return answer;
    }
    HttpAnswer posted = retrying.send(Call.post(call.path(), body));
    return ErrorAnswers.lacksRoute(posted) ? answer : posted;
  }
}
