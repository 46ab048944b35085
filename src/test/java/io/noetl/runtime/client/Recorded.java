package io.noetl.runtime.client;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
            .withStatus(recorded.node().required("status").intValue())
            .withBody(recorded.text("answer"));
    recorded
        .object("headers")
        .properties()
        .forEach(header -> answer.withHeader(header.getKey(), header.getValue().asString()));
    return answer;
  }

  private static Map<Integer, JsonObject> read() {
    try (InputStream file = Recorded.class.getResourceAsStream("/recorded.json")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return TestJson.read(text)
          .valueStream()
          .map(JsonObject::from)
          .collect(Collectors.toMap(item -> item.node().required("id").intValue(), item -> item));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
