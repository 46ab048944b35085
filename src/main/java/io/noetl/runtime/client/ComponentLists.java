package io.noetl.runtime.client;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lists of components from a server, in whichever way it gives them. */
final class ComponentLists {

  /** A status that no component has, so that the list is short. */
  private static final String NOBODYS = "none";

  private final ServerAddress server;

  /** Null until a list has been read. */
  private volatile @Nullable Boolean rust;

  private volatile @Nullable Duration offlineAfter;

  ComponentLists(ServerAddress server) {
    this.server = server;
  }

  /**
   * The component of that kind and name.
   *
   * @throws RuntimeApiException.UnknownComponent when the server lists none
   */
  RuntimeComponentInfo row(RuntimeKind kind, String name, Conversation conversation) {
    List<RuntimeComponentInfo> found =
        read(RuntimeListQuery.named(kind, name), conversation).items();
    if (found.isEmpty()) {
      throw new RuntimeApiException.UnknownComponent(kind, name, Details.NONE);
    }
    return found.getFirst();
  }

  /**
   * Whether the server lists who a heartbeat found unknown; false where it gives no list.
   *
   * @throws RuntimeApiException.Unavailable where it cannot list, and so could not look
   */
  boolean holds(RuntimeRequest request, Conversation conversation) {
    try {
      RuntimeListQuery query = RuntimeListQuery.named(request.kind(), request.name());
      return !read(query, conversation).items().isEmpty();
    } catch (RuntimeApiException.Unavailable away) {
      throw Refusals.unsure(away, request);
    } catch (RuntimeApiException.Unsupported | RuntimeApiException.NotAllowed noList) {
      return false;
    }
  }

  /** The silence after which the server sweeps, where the last list told it. */
  @Nullable Duration offlineAfter() {
    return offlineAfter;
  }

  /** Whether the server has shown itself as one of family R, by a bare array or a whole row. */
  boolean areOfFamilyR() {
    return Boolean.TRUE.equals(rust);
  }

  /**
   * Whether a row was listed by {@code serve}, which takes changes: Python servers hide the uri.
   */
  boolean areOfServe(RuntimeComponentInfo row) {
    return !areOfFamilyR() && row.json().has("uri");
  }

  /** Whether it is one of family R, for which a short list is read where none was. */
  boolean isOfFamilyR(Conversation conversation) {
    if (rust == null) {
      read(
          new RuntimeListQuery(RuntimeKind.WORKER_POOL, null, null, null, NOBODYS, Map.of()),
          conversation);
    }
    return areOfFamilyR();
  }

  /** Takes note of what another answer than a list shows. */
  void learnFamilyR() {
    rust = true;
  }

  /** The components that match a query. */
  RuntimeListResponse read(RuntimeListQuery query, Conversation conversation) {
    Call call = Routes.of(query);
    Answer answer = conversation.send(call);
    if (answer.succeeded()) {
      return list(answer, query, call, conversation);
    }
    if (query.kind() == RuntimeKind.WORKER_POOL || !Refusals.lacksRoute(answer)) {
      throw Refusals.of(answer, null);
    }
    if (!answer.isEmpty()) {
      throw new RuntimeApiException.Unsupported(
          server + " lists worker pools only", Details.answered(answer.status(), null));
    }
    return listByKind(query, conversation);
  }

  private RuntimeListResponse listByKind(RuntimeListQuery query, Conversation conversation) {
    List<RuntimeComponentInfo> items = new ArrayList<>();
    Instant asOf = null;
    for (RuntimeKind kind : RuntimeKind.values()) {
      if (query.kind() == null || query.kind() == kind) {
        Call call = Routes.inFamilyR(kind, query);
        Answer answer = conversation.send(call);
        if (!answer.succeeded()) {
          throw Refusals.of(answer, null);
        }
        RuntimeListResponse listed = list(answer, query.withKind(kind), call, conversation);
        items.addAll(listed.items());
        asOf = listed.asOf();
      }
    }
    return new RuntimeListResponse(items, JsonObject.EMPTY, asOf);
  }

  private RuntimeListResponse list(
      Answer answer, RuntimeListQuery query, Call call, Conversation conversation) {
    try {
      RuntimeListResponse listed = Answers.list(answer, query);
      rust = answer.beginsArray();
      offlineAfter = Liveness.silence(answer.header(Liveness.SWEPT_AFTER));
      return listed;
    } catch (RuntimeApiException.Unavailable failed) {
      return Answers.list(OddRow.recheck(answer, call, conversation::send), query);
    }
  }
}
