package io.noetl.runtime.client;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/** Parses successful answers, and rejects those that are not of the runtime API. */
final class AnswerParser {

  /** The known fields of a list's envelope; all others are passed on. */
  private static final Set<String> LIST_FIELDS =
      Set.of("items", "count", "runtime", "status", "error");

  private AnswerParser() {}

  /**
   * The outcome of a change, which can be an error with status 200, too.
   *
   * @throws RuntimeApiException.Unavailable for the status {@code error}
   * @throws RuntimeApiException.UnknownComponent for the status {@code unknown}
   * @throws RuntimeApiException.UnintelligibleAnswer for an object without an outcome
   */
  static JsonObject outcome(HttpAnswer answer, RuntimeRequest request) {
    JsonObject outcome = object(answer);
    String status = outcome.text("status");
    if ("error".equals(status)) {
      String reason = outcome.text("error");
      throw new RuntimeApiException.Unavailable(
          answer.call()
              + ": the server answered with an error"
              + (reason == null ? "" : ": " + reason),
          Details.answered(answer.status(), answer.retryAfter()));
    }
    if ("unknown".equals(status)) {
      throw new RuntimeApiException.UnknownComponent(
          request.kind(), request.name(), Details.answered(answer.status(), answer.retryAfter()));
    }
    boolean isRegistration = request instanceof RuntimeRegistrationRequest;
    boolean namesComponent = outcome.has("name") || outcome.has("runtime_id");
    if (!namesComponent && (status == null || isRegistration)) {
      throw unintelligible(answer, "it names no component");
    }
    return outcome;
  }

  /** The body as an object. */
  static JsonObject object(HttpAnswer answer) {
    return object(answer, answer.json());
  }

  /**
   * The components of a list that match the query; servers do not apply every filter.
   *
   * @throws RuntimeApiException.Unavailable when the list has an error
   */
  static RuntimeListResponse list(HttpAnswer answer, RuntimeListQuery query) {
    // The Rust server sends a bare array, the Python server an object with the array.
    JsonNode json = answer.json();
    JsonObject body = json instanceof ArrayNode ? JsonObject.EMPTY : object(answer, json);
    String error = listError(body);
    if (error != null) {
      throw new RuntimeApiException.Unavailable(
          answer.call() + ": the server could not list: " + error,
          Details.answered(answer.status(), answer.retryAfter()));
    }
    if (!((json instanceof ArrayNode ? json : body.get("items")) instanceof ArrayNode items)) {
      throw unintelligible(answer, "it holds no list of items");
    }
    List<RuntimeComponentInfo> components = new ArrayList<>(items.size());
    for (JsonNode item : items) {
      RuntimeComponentInfo component = component(object(answer, item), query);
      if (query.matches(component)) {
        components.add(component);
      }
    }
    JsonObject envelope = new JsonObject(body.copy().remove(LIST_FIELDS));
    return new RuntimeListResponse(components, envelope, answer.date());
  }

  /** The error that a list reports; null for none. */
  static @Nullable String listError(HttpAnswer answer) {
    JsonObject body = JsonObject.from(answer.json());
    return body == null ? null : listError(body);
  }

  private static @Nullable String listError(JsonObject body) {
    JsonNode error = body.get("error");
    String text = error instanceof StringNode node ? node.stringValue() : Json.write(error);
    return error == null || text.isEmpty() ? null : text;
  }

  /**
   * Whether a server answers a broker's call without storing anything: NoETL's stub routes name
   * neither the broker nor its id.
   */
  static boolean isPlaceholder(HttpAnswer answer) {
    JsonObject body = JsonObject.from(answer.json());
    return answer.succeeded() && body != null && !body.has("name") && !body.has("runtime_id");
  }

  /** Adds the kind to rows of a list of one kind, where a server may leave it out. */
  private static RuntimeComponentInfo component(JsonObject item, RuntimeListQuery query) {
    return new RuntimeComponentInfo(
        item.has("kind") || query.kind() == null ? item : item.with("kind", query.kind().word()));
  }

  private static JsonObject object(HttpAnswer answer, @Nullable JsonNode value) {
    JsonObject object = JsonObject.from(value);
    if (object == null) {
      throw unintelligible(answer, "it is not a JSON object");
    }
    return object;
  }

  private static RuntimeApiException unintelligible(HttpAnswer answer, String why) {
    return new RuntimeApiException.UnintelligibleAnswer(
        answer.call() + ": cannot understand the answer (" + answer.status() + "): " + why,
        Details.answered(answer.status(), null));
  }
}
