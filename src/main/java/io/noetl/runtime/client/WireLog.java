package io.noetl.runtime.client;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.secrets.SecretMask;
import io.noetl.runtime.secrets.SecretText;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Writes requests and answers for {@code -v}, secrets masked. */
final class WireLog {

  private final Consumer<String> trace;
  private final Headers headers;

  WireLog(Consumer<String> trace, Headers headers) {
    this.trace = trace;
    this.headers = headers;
  }

  /** Writes a request with the headers that this host receives. */
  void request(Call call, WireRequest request) {
    if (trace.equals(ClientOptions.UNTRACED)) {
      return;
    }
    trace.accept("> " + call.method() + " " + request.address());
    headers.forEach(
        call,
        (name, value) -> {
          if (request.headers().containsKey(name)) {
            trace.accept("> " + name + ": " + headers.shown(name, value));
          }
        });
    JsonObject body = call.body();
    if (body != null) {
      trace.accept("> " + Json.write(body.masked()));
    }
  }

  /** The body as received, where it contains no secret. */
  private static String shown(HttpAnswer answer) {
    JsonNode json = answer.json();
    JsonNode masked = json == null ? null : SecretMask.value("", json);
    return Objects.equals(masked, json) ? SecretText.of(answer.text()) : Json.write(masked);
  }

  void answer(HttpAnswer answer, long nanos) {
    if (trace.equals(ClientOptions.UNTRACED)) {
      return;
    }
    trace.accept("< " + answer.status() + " in " + nanos / 1_000_000 + " ms");
    answer
        .headers()
        .forEach((name, values) ->
            values.forEach(value ->
                trace.accept(
                    "< " + name.toLowerCase(Locale.ROOT) + ": " + Headers.mask(name, value))));
    if (answer.body().length > 0) {
      trace.accept("< " + shown(answer).stripTrailing());
    }
  }
}
