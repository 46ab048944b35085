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
import org.jspecify.annotations.Nullable;

/** Reads lists of components from servers of every kind. */
final class ComponentLists {

  /** A status that no component has, for an empty list. */
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
    List<RuntimeComponentInfo> found = read(RuntimeListQuery.named(kind, name), retrying).items();
    if (found.isEmpty()) {
      throw new RuntimeApiException.UnknownComponent(kind, name, Details.NONE);
    }
    return found.getFirst();
  }

  /**
   * Whether the server lists a component that it called unknown; false where it gives no list.
   *
   * @throws RuntimeApiException.Unavailable where it cannot list at the moment
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

  /** The heartbeat age at which the server marks components offline, from the last list. */
  @Nullable Duration offlineAfter() {
    return offlineAfter;
  }

  /** Whether an answer has identified the Rust server, by a bare array or a whole row. */
  boolean isRustServer() {
    return Boolean.TRUE.equals(rust);
  }

  /**
   * Whether a row was listed by {@code serve}, which takes updates: Python servers omit the uri.
   */
  boolean isFromServe(RuntimeComponentInfo row) {
    return !isRustServer() && row.json().has("uri");
  }

  /** Whether it is the Rust server; reads an empty list where none was read yet. */
  boolean detectRustServer(RetryingTransport retrying) {
    if (rust == null) {
      read(RuntimeListQuery.of(RuntimeKind.WORKER_POOL).withStatus(UNUSED_STATUS), retrying);
    }
    return isRustServer();
  }

  /** Records that another answer than a list identified the Rust server. */
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
