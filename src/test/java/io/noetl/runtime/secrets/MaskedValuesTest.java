package io.noetl.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class MaskedValuesTest {

  private static final ObjectNode REAL =
      TestJson.fields(
          Map.of(
              "nats_url",
              "nats://u:p@h",
              "token",
              "t",
              "deep",
              List.of(Map.of("password", "x", "n", 1), "http://u:p@h"),
              "credentials",
              Map.of("a", "b"),
              "env",
              List.of(Map.of("name", "DB_PASSWORD", "value", "v"))));

  @Test
  void masksAreFoundWhereverTheyStand() {
    ObjectNode masked = SecretMask.fields(REAL);
    assertEquals(
        List.of("credentials", "deep", "deep.password", "env.value", "nats_url", "token"),
        MaskedValues.places(masked).stream().sorted().toList());
    assertEquals(List.of(), MaskedValues.places(REAL));
    assertEquals(
        List.of(),
        MaskedValues.places(
            TestJson.fields(Map.of("note", "**** do not touch ****", "star", "***"))));
  }

  @Test
  void whatWasMaskedIsRestoredFromWhatItWas() {
    assertEquals(REAL, MaskedValues.restored("meta", SecretMask.fields(REAL), REAL));
  }

  @Test
  void otherChangesAreKept() {
    assertEquals(
        TestJson.node(Map.of("nats_url", "nats://u:p@h", "zone", "eu", "n", 2)),
        MaskedValues.restored(
            "meta",
            TestJson.node(Map.of("nats_url", "nats://u:****@h", "zone", "eu", "n", 2)),
            TestJson.node(Map.of("nats_url", "nats://u:p@h", "zone", "us"))));
  }

  @Test
  void maskOfSomethingElseIsKept() {
    JsonNode moved = TestJson.node(Map.of("nats_url", "nats://u:****@other", "token", "****"));
    JsonNode real = TestJson.node(Map.of("nats_url", "nats://u:p@h", "x", "y"));
    assertEquals(moved, MaskedValues.restored("meta", moved, real));
    JsonNode mask = TestJson.node("****");
    assertEquals(mask, MaskedValues.restored("token", mask, null));
  }
}
