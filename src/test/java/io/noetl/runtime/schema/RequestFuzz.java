package io.noetl.runtime.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.function.Function;

/**
 * A body becomes a request whose JSON is the same request again, or is refused with a message and a
 * number of errors that do not grow with it.
 */
public final class RequestFuzz {

  /** More than 20 errors with texts of 200 characters each need not have. */
  private static final int LONGEST_MESSAGE = 20_000;

  @FuzzTest
  public void check(byte[] input) {
    JsonObject body;
    try {
      body = Json.readObject(Fuzzing.text(input));
    } catch (MalformedJsonException refused) {
      return;
    }
    check(input, body, RuntimeRegistrationRequest::fromJson, RuntimeRegistrationRequest::toJson);
    check(input, body, RuntimeHeartbeatRequest::fromJson, RuntimeHeartbeatRequest::toJson);
    check(
        input, body, RuntimeDeregistrationRequest::fromJson, RuntimeDeregistrationRequest::toJson);
    check(input, body, RuntimeUpdateRequest::fromJson, RuntimeUpdateRequest::toJson);
  }

  private static <R> void check(
      byte[] input, JsonObject body, Function<JsonObject, R> reader, Function<R, JsonObject> json) {
    R request;
    try {
      request = Fuzzing.bounded(input, () -> reader.apply(body));
    } catch (InvalidRequest refused) {
      Fuzzing.holds(refused.fields().size() <= 20, "errors: " + refused.fields().size());
      int length = String.valueOf(refused.getMessage()).length();
      Fuzzing.holds(length <= LONGEST_MESSAGE, "characters of the message: " + length);
      return;
    }
    String written = Json.write(json.apply(request));
    R again = reader.apply(Json.readObject(written));
    Fuzzing.same(written, Json.write(json.apply(again)));
  }
}
