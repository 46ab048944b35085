package io.noetl.runtime.client;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Translates unsuccessful answers into the errors of the port. */
final class ErrorAnswers {

  private ErrorAnswers() {}

  /**
   * The error of an unsuccessful answer.
   *
   * @param request the request; null for a list
   */
  static RuntimeApiException of(HttpAnswer answer, @Nullable RuntimeRequest request) {
    Details details = Details.answered(answer.status(), answer.retryAfter());
    return switch (answer.status()) {
      case 400, 413, 415, 422 -> invalid(answer, details);
      case 401, 403 ->
          new RuntimeApiException.NotAllowed(sentence(answer, "does not allow it"), details);
      case 404 -> notFound(answer, request, details);
      case 405, 501 -> unsupported(answer, details);
      case 409 -> new RuntimeApiException.Conflict(sentence(answer, "refused it"), details);
      case 407 ->
          new RuntimeApiException.NotAllowed(
              answer.call() + ": the proxy requires a user and a password (407)",
              details.withHint(
                  "put them into HTTP_PROXY or HTTPS_PROXY, as http://user:password@host:port"));
      case 408, 425, 429 -> unavailable(answer, details);
      default -> {
        if (request != null && isForbidden(answer, request)) {
          yield forbidden(answer, request, details);
        }
        if (answer.status() >= 500) {
          yield unavailable(answer, details);
        }
        yield answer.status() >= 400 ? invalid(answer, details) : redirected(answer, details);
      }
    };
  }

  private static RuntimeApiException notFound(
      HttpAnswer answer, @Nullable RuntimeRequest request, Details details) {
    return request != null && !lacksRoute(answer)
        ? new RuntimeApiException.UnknownComponent(request.kind(), request.name(), details)
        : unsupported(answer, details);
  }

  /**
   * Whether the server does not have the path or the method. An unknown component is a 404 as well,
   * with a JSON object as detail; for an unknown path, the Python server sends FastAPI's own text
   * and the Rust server no body.
   */
  static boolean lacksRoute(HttpAnswer answer) {
    if (answer.status() == 404) {
      JsonObject body = ErrorBody.object(answer.json());
      return !(body.get("detail") instanceof ObjectNode) && !body.has("error");
    }
    return answer.status() == 405 || answer.status() == 501;
  }

  /**
   * Whether the answer to a heartbeat is the Python server's "unknown component", which it also
   * sends while its database is unavailable. That server takes no heartbeats of other kinds, and
   * does not report the number of changed rows as {@code serve} does.
   */
  static boolean mayHideAnOutage(HttpAnswer answer, RuntimeRequest request) {
    return answer.status() == 404
        && request.kind() == RuntimeKind.WORKER_POOL
        && answer.header(HttpRuntimeApi.CHANGED) == null
        && ErrorBody.object(answer.json()).get("detail") instanceof ObjectNode;
  }

  /** The error of a heartbeat of a component that the server calls unknown but lists. */
  static RuntimeApiException notRecorded(HttpAnswer answer, RuntimeRequest request) {
    return new RuntimeApiException.Unavailable(
        answer.call()
            + ": the server does not record the heartbeat of "
            + named(request)
            + ", though it lists it",
        Details.answered(answer.status(), answer.retryAfter())
            .withHint("try again in a moment, or look at the server's database"));
  }

  /**
   * The error of a heartbeat of an unknown component, where the server cannot list its components
   * either.
   */
  static RuntimeApiException unsure(RuntimeApiException.Unavailable list, RuntimeRequest request) {
    return new RuntimeApiException.Unavailable(
        "cannot tell whether " + named(request) + " is registered: " + list.getMessage(),
        new Details(
            "try again in a moment; the server's database may be away",
            list.httpStatus(),
            list.retryAfter(),
            list));
  }

  private static String named(RuntimeRequest request) {
    return request.kind().word() + " " + Json.write(request.name());
  }

  /**
   * Whether a constraint of the server's table forbids it, so that a retry is useless. Python
   * servers of 2025 hide the errors of statements; for a kind that their table does not allow, the
   * constraint is the cause.
   */
  static boolean isForbidden(HttpAnswer answer, RuntimeRequest request) {
    if (answer.status() != 500) {
      return false;
    }
    String reason = ErrorBody.reason(answer);
    return (reason.contains(" violates ") && reason.contains(" constraint"))
        || (request instanceof RuntimeRegistrationRequest
            && isUnknownToNoetlsTable(request.kind())
            && UnlistableRow.isHidden(reason));
  }

  private static RuntimeApiException forbidden(
      HttpAnswer answer, RuntimeRequest request, Details details) {
    boolean isOfKind =
        isUnknownToNoetlsTable(request.kind()) && !ErrorBody.reason(answer).contains("foreign key");
    return isOfKind
        ? new RuntimeApiException.Conflict(
            sentence(answer, "refuses components of kind " + request.kind().word()),
            details.withHint(
                "the table of NoETL's servers takes worker_pool, server_api and broker; use one of"
                    + " these, or a server that noetl-runtime serve runs"))
        : new RuntimeApiException.Conflict(sentence(answer, "cannot store it"), details);
  }

  /** The CHECK of every NoETL schema allows the same three kinds. */
  private static boolean isUnknownToNoetlsTable(RuntimeKind kind) {
    return kind == RuntimeKind.SCHEDULER || kind == RuntimeKind.MONITOR;
  }

  /**
   * Whether this is the 500 of a Python server of 2026 that did register the heartbeat's component
   * again.
   */
  static boolean hidesRecreation(HttpAnswer answer) {
    return answer.status() == 500 && "0".equals(ErrorBody.object(answer.json()).text("detail"));
  }

  /** Whether a proxy may have dropped the body of a DELETE, so that a POST may succeed. */
  static boolean blamesBody(HttpAnswer answer) {
    return switch (answer.status()) {
      case 400, 405, 411, 415, 501 -> true;
      case 500 -> ErrorBody.reason(answer).contains("Expecting value: line 1 column 1 (char 0)");
      default -> answer.status() > 400 && concernsWholeBody(answer);
    };
  }

  /** Whether a validation error concerns the whole body rather than a field. */
  private static boolean concernsWholeBody(HttpAnswer answer) {
    if (ErrorBody.object(answer.json()).get("detail") instanceof ArrayNode errors) {
      for (JsonNode error : errors) {
        if (isWholeBody(ErrorBody.object(error).get("loc"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isWholeBody(@Nullable JsonNode loc) {
    return loc instanceof ArrayNode parts
        && parts.size() == 1
        && "body".equals(JsonObject.text(parts.get(0)));
  }

  private static RuntimeApiException redirected(HttpAnswer answer, Details details) {
    String location = answer.header("Location");
    return location == null
        ? new RuntimeApiException.UnintelligibleAnswer(
            sentence(answer, "gave no answer of the runtime API"), details)
        : new RuntimeApiException.UnintelligibleAnswer(
            sentence(answer, "redirects to " + location),
            details.withHint("name that address with --server, if you trust it"));
  }

  /**
   * The error of a request without a route on the server.
   *
   * @param placeholder whether a route answers but stores nothing
   * @param last the last answer; null where no call was sent
   */
  static RuntimeApiException notTaken(
      ServerAddress server,
      RuntimeRequest request,
      boolean placeholder,
      @Nullable HttpAnswer last) {
    String verb =
        switch (request) {
          case RuntimeRegistrationRequest registration -> "registrations";
          case RuntimeHeartbeatRequest heartbeat -> "heartbeats";
          case RuntimeDeregistrationRequest deregistration -> "deregistrations";
        };
    String what = request.kind().word() + " " + verb;
    return new RuntimeApiException.Unsupported(
        server
            + (placeholder ? " answers " + what + " but stores nothing" : " does not take " + what),
        last == null ? Details.NONE : Details.answered(last.status(), last.retryAfter()));
  }

  private static RuntimeApiException unsupported(HttpAnswer answer, Details details) {
    return new RuntimeApiException.Unsupported(sentence(answer, "does not support this"), details);
  }

  private static RuntimeApiException unavailable(HttpAnswer answer, Details details) {
    return new RuntimeApiException.Unavailable(sentence(answer, "cannot do it now"), details);
  }

  private static RuntimeApiException invalid(HttpAnswer answer, Details details) {
    List<FieldError> fields = ErrorBody.fieldErrors(answer);
    if (!fields.isEmpty()) {
      return new RuntimeApiException.InvalidRequest(fields, details);
    }
    return new RuntimeApiException.InvalidRequest(sentence(answer, "refused the request"), details);
  }

  private static String sentence(HttpAnswer answer, String verdict) {
    String reason = ErrorBody.reason(answer);
    return answer.call()
        + ": the server "
        + verdict
        + " ("
        + answer.status()
        + (reason.isEmpty() ? ")" : "): " + reason);
  }
}
