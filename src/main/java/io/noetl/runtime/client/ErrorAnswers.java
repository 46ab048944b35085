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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns an answer that is no success into the error of the port that it means. */
final class ErrorAnswers {

  private static final int LONGEST_TEXT = 300;

  private ErrorAnswers() {}

  /**
   * The error that an answer stands for.
   *
   * @param request what was asked, or null for a list
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
              answer.call() + ": the proxy wants a user and a password (407)",
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
   * Whether the server does not have the path or the method. A component that is unknown is a 404
   * as well: it comes with a JSON object that says so, a path that is unknown with FastAPI's own
   * text (family P) or with nothing (family R).
   */
  static boolean lacksRoute(HttpAnswer answer) {
    if (answer.status() == 404) {
      JsonObject body = object(answer.json());
      return !(body.get("detail") instanceof ObjectNode) && !body.has("error");
    }
    return answer.status() == 405 || answer.status() == 501;
  }

  /**
   * Whether the answer to a heartbeat says that nobody has the name in the words of family P, whose
   * servers say so also while their database is away. They take no heartbeats of other kinds, and
   * do not say how many rows they changed, as serve does.
   */
  static boolean mayHideAnOutage(HttpAnswer answer, RuntimeRequest request) {
    return answer.status() == 404
        && request.kind() == RuntimeKind.WORKER_POOL
        && answer.header(HttpRuntimeApi.CHANGED) == null
        && object(answer.json()).get("detail") instanceof ObjectNode;
  }

  /** The failure of a heartbeat that finds no row, which the list does find. */
  static RuntimeApiException notRecorded(HttpAnswer answer, RuntimeRequest request) {
    return new RuntimeApiException.Unavailable(
        answer.call()
            + ": the server does not record the heartbeat of "
            + named(request)
            + ", though it lists it",
        Details.answered(answer.status(), answer.retryAfter())
            .withHint("try again in a moment, or look at the server's database"));
  }

  /** The failure of a heartbeat of somebody who is unknown to a server that cannot list either. */
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
   * Whether a constraint of the server's table forbids it, which no repetition changes. Python
   * servers of 2025 hide what went wrong with a statement; of a kind that their table does not
   * know, it is that.
   */
  static boolean isForbidden(HttpAnswer answer, RuntimeRequest request) {
    if (answer.status() != 500) {
      return false;
    }
    String reason = reason(answer);
    return (reason.contains(" violates ") && reason.contains(" constraint"))
        || (request instanceof RuntimeRegistrationRequest
            && isUnknownToNoetlsTable(request.kind())
            && UnlistableRow.isHidden(reason));
  }

  private static RuntimeApiException forbidden(
      HttpAnswer answer, RuntimeRequest request, Details details) {
    boolean isOfKind =
        isUnknownToNoetlsTable(request.kind()) && !reason(answer).contains("foreign key");
    return isOfKind
        ? new RuntimeApiException.Conflict(
            sentence(answer, "refuses components of kind " + request.kind().word()),
            details.withHint(
                "the table of NoETL's servers takes worker_pool, server_api and broker; use one of"
                    + " these, or a server that noetl-runtime serve runs"))
        : new RuntimeApiException.Conflict(sentence(answer, "cannot store it"), details);
  }

  /** Every DDL of NoETL has the same three kinds in its CHECK. */
  private static boolean isUnknownToNoetlsTable(RuntimeKind kind) {
    return kind == RuntimeKind.SCHEDULER || kind == RuntimeKind.MONITOR;
  }

  /** The 500 of a 2026 server of family P that did write a heartbeat's registration again. */
  static boolean hidesRecreation(HttpAnswer answer) {
    return answer.status() == 500 && "0".equals(object(answer.json()).text("detail"));
  }

  /** Whether a DELETE may have lost its body on the way, so that a POST is worth a try. */
  static boolean blamesBody(HttpAnswer answer) {
    return switch (answer.status()) {
      case 400, 405, 411, 415, 501 -> true;
      case 500 -> reason(answer).contains("Expecting value: line 1 column 1 (char 0)");
      default -> answer.status() > 400 && concernsWholeBody(answer);
    };
  }

  /** Whether a validation error is about no field but the body itself. */
  private static boolean concernsWholeBody(HttpAnswer answer) {
    if (object(answer.json()).get("detail") instanceof ArrayNode errors) {
      for (JsonNode error : errors) {
        if (isWholeBody(object(error).get("loc"))) {
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
   * The error of a request that the server has no route for.
   *
   * @param placeholder whether one of its routes answers but stores nothing
   * @param last the last answer; null where nothing was asked
   */
  static RuntimeApiException notTaken(
      ServerAddress server, RuntimeRequest request, boolean placeholder, @Nullable HttpAnswer last) {
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
    return new RuntimeApiException.Unsupported(sentence(answer, "does not offer this"), details);
  }

  private static RuntimeApiException unavailable(HttpAnswer answer, Details details) {
    return new RuntimeApiException.Unavailable(sentence(answer, "cannot do it now"), details);
  }

  private static RuntimeApiException invalid(HttpAnswer answer, Details details) {
    List<FieldError> fields = fieldErrors(object(answer.json()).get("detail"));
    if (!fields.isEmpty()) {
      return new RuntimeApiException.InvalidRequest(fields, details);
    }
    return new RuntimeApiException.InvalidRequest(sentence(answer, "refused the request"), details);
  }

  private static List<FieldError> fieldErrors(@Nullable JsonNode detail) {
    List<FieldError> errors = new ArrayList<>();
    if (detail instanceof ArrayNode list) {
      for (JsonNode item : list) {
        JsonObject error = object(item);
        String message = error.text("msg");
        if (message != null) {
          String type = error.text("type");
          // Without the input: it may be the whole body, and the caller knows what it sent.
          errors.add(new FieldError(type == null ? "" : type, field(error.get("loc")), message));
        }
      }
    }
    return errors;
  }

  /** The place of an error without the {@code body} that every place begins with. */
  private static String field(@Nullable JsonNode loc) {
    StringBuilder field = new StringBuilder();
    if (loc instanceof ArrayNode parts) {
      for (int i = 1; i < parts.size(); i++) {
        field.append(field.isEmpty() ? "" : ".").append(JsonObject.text(parts.get(i)));
      }
    }
    return field.toString();
  }

  private static String sentence(HttpAnswer answer, String verdict) {
    String reason = reason(answer);
    return answer.call()
        + ": the server "
        + verdict
        + " ("
        + answer.status()
        + (reason.isEmpty() ? ")" : "): " + reason);
  }

  /** What the server said, from whichever of the known places it said it in. */
  private static String reason(HttpAnswer answer) {
    JsonObject body = object(answer.json());
    for (String field : List.of("detail", "error", "message")) {
      String text = textOf(body.get(field));
      if (text != null) {
        return shorten(text);
      }
    }
    String type = answer.header("Content-Type");
    boolean page = type != null && type.contains("html");
    return body.isEmpty() && !page ? shorten(answer.text()) : "";
  }

  /** A text, or what an object says of itself; a list of field errors is read elsewhere. */
  private static @Nullable String textOf(@Nullable JsonNode value) {
    if (value == null || value.isArray()) {
      return null;
    }
    JsonObject object = JsonObject.from(value);
    if (object == null) {
      return value.asString();
    }
    for (String field : List.of("message", "reason", "msg", "detail")) {
      String text = object.text(field);
      if (text != null) {
        return text;
      }
    }
    return object.isEmpty() ? null : Json.write(object);
  }

  private static String shorten(String text) {
    String line = text.strip();
    int end = line.indexOf('\n') < 0 ? line.length() : line.indexOf('\n');
    return end <= LONGEST_TEXT ? line.substring(0, end) : line.substring(0, LONGEST_TEXT) + "…";
  }

  private static JsonObject object(@Nullable JsonNode value) {
    JsonObject object = JsonObject.from(value);
    return object == null ? JsonObject.EMPTY : object;
  }
}
