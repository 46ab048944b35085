package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.noetl.runtime.TestJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {

  private static final String NOON = "Mon, 23 Nov 2026 12:00:00 GMT";

  @ParameterizedTest
  @CsvSource({
    "3, PT3S",
    "' 3 ', PT3S",
    "0, PT0S",
    "86400, PT24H",
    "9223372036854775807, PT8760H",
    "'Fri, 31 Dec 9999 23:59:59 GMT', PT8760H",
    "'Mon, 23 Nov 2026 12:00:05 GMT', PT5S",
    "'Mon, 23 Nov 2026 11:59:00 GMT', PT0S"
  })
  void retryAfterIsSecondsOrADate(String header, Duration wait) {
    assertEquals(wait, answer(Map.of("Retry-After", header, "Date", NOON)).retryAfter());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"None", "", "-1", "1.5", "soon", "99999999999999999999", "2026-11-23T12:00:05Z"})
  void garbageInRetryAfterIsNoTime(String header) {
    assertNull(answer(Map.of("Retry-After", header, "Date", NOON)).retryAfter());
  }

  @Test
  void dateInRetryAfterNeedsTheServersOwnTime() {
    assertNull(answer(Map.of("Retry-After", NOON)).retryAfter());
    assertNull(answer(Map.of()).retryAfter());
  }

  @Test
  void nameOfAHeaderHasNoCase() {
    assertEquals(Duration.ofSeconds(3), answer(Map.of("retry-after", "3")).retryAfter());
  }

  @Test
  void dateIsTheServersTimeToTheSecond() {
    assertEquals(Instant.parse("2026-11-23T12:00:00Z"), answer(Map.of("Date", NOON)).date());
    assertNull(answer(Map.of("Date", "today")).date());
    assertNull(answer(Map.of()).date());
  }

  @Test
  void bodyIsReadAsUtf8Json() {
    assertEquals(TestJson.read("{\"n\":\"\u6c34\"}"), body("{\"n\":\"\u6c34\"}").json());
    assertNull(body("").json());
    assertNull(body("{").json());
    assertNull(body("null").json());
  }

  @ParameterizedTest
  @CsvSource({"199, false", "200, true", "204, true", "299, true", "300, false", "404, false"})
  void successIsTwoHundredAndSomething(int status, boolean succeeded) {
    assertEquals(succeeded, new HttpAnswer("GET /", status, Map.of(), new byte[0]).succeeded());
  }

  private static HttpAnswer answer(Map<String, String> headers) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return new HttpAnswer("GET /", 200, lists, new byte[0]);
  }

  private static HttpAnswer body(String text) {
    return new HttpAnswer("GET /", 200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }
}
