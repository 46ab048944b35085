package io.noetl.runtime.client;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The answer of a server, whatever its status.
 *
 * @param call the request that it answers, such as {@code POST
 *     http://host/api/worker/pool/register}
 * @param headers the values of each header, by its name without regard to case
 */
record HttpAnswer(String call, int status, Map<String, List<String>> headers, byte[] body) {

  /** Longer waits make no difference, and would overflow nanoseconds after some centuries. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  HttpAnswer {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** The same with another body. */
  HttpAnswer withBody(byte[] other) {
    return new HttpAnswer(call, status, headers, other);
  }

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  boolean isEmpty() {
    return body.length == 0;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as a JSON value; null where it is empty, null or not JSON. */
  @Nullable JsonNode json() {
    try {
      JsonNode value = body.length == 0 ? null : Json.read(text());
      return value == null || value.isNull() ? null : value;
    } catch (MalformedJsonException notJson) {
      return null;
    }
  }

  /** Whether the body starts with a JSON array. */
  boolean beginsArray() {
    for (byte next : body) {
      if (next > ' ') {
        return next == '[';
      }
    }
    return false;
  }

  @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /** The server's time, to the second; null where the header is missing or malformed. */
  @Nullable Instant date() {
    return httpDate(header("Date"));
  }

  /**
   * The delay of {@code Retry-After}, given in seconds or as an HTTP date, a year at most; null
   * where it is missing or malformed.
   */
  @Nullable Duration retryAfter() {
    String value = header("Retry-After");
    if (value == null) {
      return null;
    }
    try {
      long seconds = Long.parseLong(value.strip());
      return seconds < 0 ? null : atMost(Duration.ofSeconds(seconds));
    } catch (NumberFormatException notSeconds) {
      Instant until = httpDate(value);
      Instant now = date();
      if (until == null || now == null) {
        return null;
      }
      Duration wait = Duration.between(now, until);
      return wait.isNegative() ? Duration.ZERO : atMost(wait);
    }
  }

  private static Duration atMost(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static @Nullable Instant httpDate(@Nullable String value) {
    try {
      return value == null
          ? null
          : ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException notADate) {
      return null;
    }
  }
}
