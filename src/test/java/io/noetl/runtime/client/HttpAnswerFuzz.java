package io.noetl.runtime.client;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A server's answer, of which the first line is the value of each header that is read: a list, or
 * an error of the registry; a time to wait that clocks can count; a redirection to HTTP.
 */
public final class HttpAnswerFuzz {

  private static final RuntimeListQuery ALL = RuntimeListQuery.ALL;

  private static final Call CALL = Call.get("/api/worker/pools");

  @FuzzTest
  public void check(byte[] input) {
    String[] parts = Fuzzing.text(input).split("\n", 2);
    List<String> value = List.of(parts[0]);
    HttpAnswer answer =
        new HttpAnswer(
            "GET http://host/api/worker/pools",
            200,
            Map.of(
                "Retry-After", value,
                "Date", value,
                "Location", value,
                "Content-Type", value,
                "NoETL-Offline-After", value),
            parts[parts.length - 1].getBytes(StandardCharsets.UTF_8));
    Duration wait = answer.retryAfter();
    Fuzzing.holds(wait == null || wait.toNanos() >= 0, "a wait of " + wait);
    answer.date();
    URI next = Redirects.next(CALL, URI.create("http://host/api"), redirected(answer));
    Fuzzing.holds(next == null || next.getScheme().startsWith("http"), "to " + next);
    try {
      Fuzzing.bounded(input, () -> AnswerParser.list(answer, ALL));
    } catch (RuntimeApiException refused) {
      Fuzzing.holds(
          String.valueOf(refused.getMessage()).length() < 4_000, "a long message of an answer");
    }
  }

  private static HttpAnswer redirected(HttpAnswer answer) {
    return new HttpAnswer(answer.call(), 307, answer.headers(), answer.body());
  }
}
