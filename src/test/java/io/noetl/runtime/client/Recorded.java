package io.noetl.runtime.client;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answers that a real server of the seed's version gave, by the number of their case. */
final class Recorded {

  private static final Map<Integer, JsonObject> CASES = read();

  private Recorded() {}

  /** Status, headers and body as they were. */
  static ResponseDefinitionBuilder answer(int id) {
    JsonObject recorded = CASES.get(id);
    ResponseDefinitionBuilder answer =
        WireMock.aResponse()
            .withStatus((Integer) recorded.get("status"))
            .withBody(recorded.text("answer"));
    recorded
        .object("headers")
        .fields()
        .forEach((name, value) -> answer.withHeader(name, value.toString()));
    return answer;
  }

  private static Map<Integer, JsonObject> read() {
    try (InputStream file = Recorded.class.getResourceAsStream("/recorded.json")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return ((List<?>) Json.read(text))
          .stream()
              .map(JsonObject::from)
              .collect(Collectors.toMap(item -> (Integer) item.get("id"), item -> item));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
