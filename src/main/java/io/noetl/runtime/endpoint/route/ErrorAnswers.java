package io.noetl.runtime.endpoint.route;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Conflict;
import io.noetl.runtime.schema.RuntimeApiException.Held;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.NotAllowed;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeApiException.Unsupported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns the errors of the port into answers like those of the Python server. */
public final class ErrorAnswers {

  private final String retryAfter;

  public ErrorAnswers(Duration retryAfter) {
    this.retryAfter = Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
  }

  /** The answer to an error. Messages of the database go only to the log. */
  public Reply of(RuntimeApiException refused, String method) {
    return switch (refused) {
      case InvalidRequest invalid when !invalid.fields().isEmpty() ->
          fields(invalid.fields(), method.equals("GET") ? "query" : "body");
      case InvalidRequest invalid -> Reply.detail(400, String.valueOf(invalid.getMessage()));
      case UnknownComponent unknown -> unknown(unknown.name());
      case Conflict conflict -> Reply.detail(409, conflict(conflict));
      case Held held -> Reply.detail(409, String.valueOf(held.getMessage()));
      case Unreachable away -> unavailable(reason(away));
      case Unavailable busy -> unavailable(reason(busy));
      case TimedOut late -> unavailable(reason(late));
      case NotAllowed forbidden -> unavailable(reason(forbidden));
      case UnintelligibleAnswer odd -> Reply.detail(500, reason(odd));
      case Unsupported missing -> Reply.detail(501, reason(missing));
    };
  }

  /** What a client may know about a failure of the database. */
  public static String reason(RuntimeApiException failure) {
    return switch (failure) {
      case Unreachable away -> "the database cannot be reached";
      case Unavailable busy -> "the database cannot do it now";
      case TimedOut late -> "the database did not answer in time";
      case NotAllowed forbidden -> "the database refused this server";
      case UnintelligibleAnswer odd -> "the database does not have the expected table";
      case Unsupported missing -> "the database does not support this";
      case InvalidRequest own -> String.valueOf(own.getMessage());
      case UnknownComponent own -> String.valueOf(own.getMessage());
      case Conflict own -> String.valueOf(own.getMessage());
      case Held own -> String.valueOf(own.getMessage());
    };
  }

  /**
   * Unknown names are only reported while the database answers; the header shows clients that they
   * can rely on it, unlike on the Python server.
   */
  Reply unknown(String name) {
    return Reply.detail(404, JsonObject.EMPTY.with("status", "unknown").with("name", name))
        .with("Retry-After", retryAfter)
        .with("X-NoETL-Changed", "0");
  }

  public Reply unavailable(String why) {
    return retryLater(Reply.detail(503, why));
  }

  public Reply retryLater(Reply reply) {
    return reply.with("Retry-After", retryAfter);
  }

  private static String conflict(Conflict conflict) {
    String hint = conflict.hint();
    return conflict.getMessage() + (hint == null ? "" : "; " + hint);
  }

  private static Reply fields(List<FieldError> errors, String place) {
    return Reply.detail(422, errors.stream().map(error -> field(error, place)).toList());
  }

  private static JsonObject field(FieldError error, String place) {
    List<Object> loc = new ArrayList<>(List.of(place));
    if (!error.field().isEmpty()) {
      loc.addAll(List.of((Object[]) error.field().split("\\.")));
    }
    JsonObject json =
        JsonObject.EMPTY
            .with("type", error.type())
            .with("loc", loc)
            .with("msg", error.message())
            .with("input", error.shortInput());
    FieldError.Context context = error.context();
    return context == null
        ? json
        : json.with("ctx", JsonObject.EMPTY.with(context.name(), context.value()));
  }
}
