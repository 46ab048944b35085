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
  private static final String UNUSED_STATUS = "none";

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
  RuntimeComponentInfo row(RuntimeKind kind, String name, RetryingTransport retrying) {
    List<RuntimeComponentInfo> found =
        read(RuntimeListQuery.named(kind, name), retrying).items();
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
  boolean holds(RuntimeRequest request, RetryingTransport retrying) {
    try {
      RuntimeListQuery query = RuntimeListQuery.named(request.kind(), request.name());
      return !read(query, retrying).items().isEmpty();
    } catch (RuntimeApiException.Unavailable away) {
      throw ErrorAnswers.unsure(away, request);
    } catch (RuntimeApiException.Unsupported | RuntimeApiException.NotAllowed noList) {
      return false;
    }
  }

  /** The silence after which the server sweeps, where the last list told it. */
  @Nullable Duration offlineAfter() {
    return offlineAfter;
  }

  /** Whether the server has shown itself as one of family R, by a bare array or a whole row. */
  boolean isRustServer() {
    return Boolean.TRUE.equals(rust);
  }

  /**
   * Whether a row was listed by {@code serve}, which takes changes: Python servers hide the uri.
   */
  boolean isFromServe(RuntimeComponentInfo row) {
    return !isRustServer() && row.json().has("uri");
  }

  /** Whether it is one of family R, for which a short list is read where none was. */
  boolean detectRustServer(RetryingTransport retrying) {
    if (rust == null) {
      read(
          new RuntimeListQuery(RuntimeKind.WORKER_POOL, null, null, null, UNUSED_STATUS, Map.of()),
          retrying);
    }
    return isRustServer();
  }

  /** Takes note of what another answer than a list shows. */
  void markRustServer() {
    rust = true;
  }

  /** The components that match a query. */
  RuntimeListResponse read(RuntimeListQuery query, RetryingTransport retrying) {
    Call call = Routes.of(query);
    HttpAnswer answer = retrying.send(call);
    if (answer.succeeded()) {
      return list(answer, query, call, retrying);
    }
    if (query.kind() == RuntimeKind.WORKER_POOL || !ErrorAnswers.lacksRoute(answer)) {
      throw ErrorAnswers.of(answer, null);
    }
    if (!answer.isEmpty()) {
      throw new RuntimeApiException.Unsupported(
          server + " lists worker pools only", Details.answered(answer.status(), null));
    }
    return listByKind(query, retrying);
  }

  private RuntimeListResponse listByKind(RuntimeListQuery query, RetryingTransport retrying) {
    List<RuntimeComponentInfo> items = new ArrayList<>();
    Instant asOf = null;
    for (RuntimeKind kind : RuntimeKind.values()) {
      if (query.kind() == null || query.kind() == kind) {
        Call call = Routes.forRustServer(kind, query);
        HttpAnswer answer = retrying.send(call);
        if (!answer.succeeded()) {
          throw ErrorAnswers.of(answer, null);
        }
        RuntimeListResponse listed = list(answer, query.withKind(kind), call, retrying);
        items.addAll(listed.items());
        asOf = listed.asOf();
      }
    }
    return new RuntimeListResponse(items, JsonObject.EMPTY, asOf);
  }

  private RuntimeListResponse list(
      HttpAnswer answer, RuntimeListQuery query, Call call, RetryingTransport retrying) {
    try {
      RuntimeListResponse listed = AnswerParser.list(answer, query);
      rust = answer.beginsArray();
      offlineAfter = Liveness.silence(answer.header(Liveness.SWEPT_AFTER));
      return listed;
    } catch (RuntimeApiException.Unavailable failed) {
      return AnswerParser.list(UnlistableRow.recheck(answer, call, retrying::send), query);
    }
  }
}
