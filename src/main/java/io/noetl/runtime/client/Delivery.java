package io.noetl.runtime.client;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRequest;

/** Takes requests to the route that the server has for them. */
final class Delivery {

  private final ServerAddress server;
  private final ComponentLists lists;

  Delivery(ServerAddress server, ComponentLists lists) {
    this.server = server;
    this.lists = lists;
  }

  /** The answer of the first route that the server has, be it a success or not. */
  Answer answer(RuntimeRequest request, Conversation conversation) {
    Answer last = null;
    boolean placeholder = false;
    for (Call call : Routes.of(request)) {
      last = deliver(spelt(call, request), request, conversation);
      boolean storesNothing = Routes.mayBePlaceholder(call) && Answers.isPlaceholder(last);
      if (!storesNothing && !Refusals.lacksRoute(last)) {
        return last;
      }
      placeholder |= storesNothing;
    }
    if (last != null && last.isEmpty() && request.kind() != RuntimeKind.WORKER_POOL) {
      last = deliver(spelt(Routes.inFamilyR(request), request), request, conversation);
      if (!Refusals.lacksRoute(last)) {
        return last;
      }
    }
    throw Refusals.notTaken(server, request, placeholder, last);
  }

  /**
   * A call in the spelling of the family, where a list told it: who changes a row read it before.
   */
  Call spelt(Call call, RuntimeRequest request) {
    return lists.areOfFamilyR() && request instanceof RuntimeRegistrationRequest registration
        ? call.withBody(RustRegistration.of(registration.toJson()))
        : call;
  }

  /** Sends a call; a DELETE that lost its body on the way is sent once more as a POST. */
  private static Answer deliver(Call call, RuntimeRequest request, Conversation conversation) {
    boolean isDelete = call.method().equals("DELETE");
    Answer answer =
        conversation.send(
            call,
            seen ->
                Refusals.hidesRecreation(seen)
                    || Refusals.isForbidden(seen, request)
                    || (isDelete && Refusals.blamesBody(seen)));
    JsonObject body = call.body();
    if (!isDelete || body == null || !Refusals.blamesBody(answer)) {
      return answer;
    }
    Answer posted = conversation.send(Call.post(call.path(), body));
    return Refusals.lacksRoute(posted) ? answer : posted;
  }
}
