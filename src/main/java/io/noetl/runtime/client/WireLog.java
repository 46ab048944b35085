package io.noetl.runtime.client;

import io.noetl.runtime.schema.Json;
import java.net.URI;
import java.util.function.Consumer;

/** Writes requests and answers for {@code -v}, secrets masked. */
final class WireLog {

  private final Consumer<String> trace;
  private final Headers headers;

  WireLog(Consumer<String> trace, Headers headers) {
    this.trace = trace;
    this.headers = headers;
  }

  void request(Call call, URI address) {
    trace.accept("> " + call.method() + " " + address);
    headers.forEach(
        call, (name, value) -> trace.accept("> " + name + ": " + Headers.mask(name, value)));
    if (call.body() != null) {
      trace.accept("> " + Json.write(call.body()));
    }
  }

  void answer(Answer answer, long nanos) {
    trace.accept("< " + answer.status() + " in " + nanos / 1_000_000 + " ms");
    answer
        .headers()
        .map()
        .forEach((name, values) ->
            values.forEach(value -> trace.accept("< " + name + ": " + Headers.mask(name, value))));
    if (answer.body().length > 0) {
      trace.accept("< " + answer.text().stripTrailing());
    }
  }
}
