package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The recorded answers of the Python server are given here, too, except for listed differences,
 * each with the answer given instead.
 */
class RecordedAnswersTest extends EndpointFixture {

  private static final List<JsonObject> CASES = cases();

  /** The intended differences: the number of the case, and the status and body here. */
  private static final Map<Integer, String> DIFFERENT = different();

  /** Fields that the Python server does not have. */
  private static final Set<String> MORE = Set.of("kind", "runtime_id", "uri", "capabilities");

  @BeforeEach
  void serveRegistry() {
    serve();
  }

  @Test
  void recordedRequestsAreAnsweredAsRecordedOrListed() {
    List<String> faults = new ArrayList<>();
    String section = "";
    for (JsonObject recorded : CASES) {
      if (!section.equals(recorded.text("section"))) {
        section = recorded.text("section");
        empty();
      }
      before(recorded).forEach(this::ask);
      TestEndpoint.Answer answer = ask(recorded);
      String wanted = DIFFERENT.get(id(recorded));
      String fault = wanted == null ? compare(recorded, answer) : compare(wanted, answer);
      if (fault != null) {
        faults.add(id(recorded) + " " + recorded.text("label") + ": " + fault);
      }
    }
    assertEquals("", String.join("\n", faults));
  }

  @Test
  void everyListedDifferenceExists() {
    Set<Integer> ids =
        CASES.stream().map(item -> id(item)).collect(Collectors.toCollection(TreeSet::new));
    assertTrue(ids.containsAll(DIFFERENT.keySet()));
    assertTrue(CASES.size() - DIFFERENT.size() >= 60, "most answers are the real ones");
  }

  private static Integer id(JsonObject recorded) {
    return recorded.node().required("id").intValue();
  }

  private void empty() {
    closeRegistry();
    folder.resolve("runtime.db").toFile().delete();
    folder.resolve("runtime.db-wal").toFile().delete();
    folder.resolve("runtime.db-shm").toFile().delete();
    openRegistry();
    serve();
  }

  private static List<JsonObject> before(JsonObject recorded) {
    return recorded.get("before") == null ? List.of() : TestJson.items(recorded, "before");
  }

  private TestEndpoint.Answer ask(JsonObject request) {
    byte[] body = null;
    if (request.text("body_hex") != null) {
      body = HexFormat.of().parseHex(request.text("body_hex"));
    } else if (request.text("body") != null) {
      body = request.text("body").getBytes(StandardCharsets.UTF_8);
    }
    String type = request.text("content_type");
    String[] headers = type == null ? new String[0] : new String[] {"Content-Type", type};
    return endpoint.sendBytes(request.text("method"), request.text("path"), body, headers);
  }

  /** A listed answer: the status, and the body if it is given. */
  private static String compare(String wanted, TestEndpoint.Answer answer) {
    String given = answer.status() + " " + answer.text();
    return given.matches(pattern(wanted)) ? null : "should be " + wanted + " but is " + given;
  }

  private static String pattern(String wanted) {
    String quoted = "\\Q" + wanted.replace("\"ID\"", "\\E\"\\d+\"\\Q") + "\\E";
    return wanted.length() == 3 ? quoted + ".*" : quoted;
  }

  private static String compare(JsonObject recorded, TestEndpoint.Answer answer) {
    if (!Integer.toString(answer.status()).equals(recorded.text("status"))) {
      return "status " + answer.status() + ": " + answer.text();
    }
    for (String header : List.of("retry-after", "allow", "content-type")) {
      String wanted = recorded.object("headers").text(header);
      if (wanted != null && !wanted.equals(answer.header(header))) {
        return header + ": " + answer.header(header);
      }
    }
    String body = recorded.text("answer");
    if (!body.startsWith("{")) {
      return body.equals(answer.text()) ? null : answer.text();
    }
    Object wanted = unforeseen(TestJson.plain(TestJson.read(body)), false);
    Object given = unforeseen(TestJson.plain(answer.json().node()), body.contains("\"items\""));
    return wanted.equals(given) ? null : "\n  wanted " + wanted + "\n  given  " + given;
  }

  /** The value without unpredictable fields and those that only this server has. */
  private static Object unforeseen(Object value, boolean withoutMore) {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> unforeseen(item, withoutMore)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> kept = new LinkedHashMap<>();
      map.forEach((key, nested) -> {
        boolean isTime = Set.of("heartbeat", "created_at", "updated_at").contains(key);
        boolean isId = key.equals("runtime_id") && nested != null;
        if (key.equals("ctx")
            && nested instanceof Map<?, ?> context
            && context.containsKey("error")) {
          kept.put(key, "words of a parser");
        } else if (!withoutMore || !MORE.contains(key)) {
          kept.put(key, isTime || isId ? "some" : unforeseen(nested, withoutMore));
        }
      });
      return kept;
    }
    return value;
  }

  private static List<JsonObject> cases() {
    return TestJson.read(resource("/recorded.json")).valueStream().map(JsonObject::from).toList();
  }

  private static Map<Integer, String> different() {
    Map<Integer, String> different = new LinkedHashMap<>();
    for (String line : resource("/endpoint/differences.txt").split("\n")) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        int blank = line.indexOf(' ');
        different.put(Integer.valueOf(line.substring(0, blank)), line.substring(blank + 1));
      }
    }
    return different;
  }

  private static String resource(String name) {
    try (InputStream file = RecordedAnswersTest.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
