package io.noetl.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskedValuesTest {

  private static final Map<String, Object> REAL =
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
          List.of(Map.of("name", "DB_PASSWORD", "value", "v")));

  @Test
  void masksAreFoundWhereverTheyStand() {
    Map<?, ?> masked = SecretMask.fields(REAL);
    assertEquals(
        List.of("credentials", "deep", "deep.password", "env.value", "nats_url", "token"),
        MaskedValues.places(masked).stream().sorted().toList());
    assertEquals(List.of(), MaskedValues.places(REAL));
    assertEquals(
        List.of(), MaskedValues.places(Map.of("note", "**** do not touch ****", "star", "***")));
  }

  @Test
  void whatWasMaskedIsRestoredFromWhatItWas() {
    assertEquals(REAL, MaskedValues.restored("meta", SecretMask.fields(REAL), REAL));
  }

  @Test
  void whatElseChangedStaysChanged() {
    assertEquals(
        Map.of("nats_url", "nats://u:p@h", "zone", "eu", "n", 2),
        MaskedValues.restored(
            "meta",
            Map.of("nats_url", "nats://u:****@h", "zone", "eu", "n", 2),
            Map.of("nats_url", "nats://u:p@h", "zone", "us")));
  }

  @Test
  void maskOfSomethingElseStaysAMask() {
    Map<String, Object> moved = Map.of("nats_url", "nats://u:****@other", "token", "****");
    assertEquals(
        moved, MaskedValues.restored("meta", moved, Map.of("nats_url", "nats://u:p@h", "x", "y")));
    assertEquals("****", MaskedValues.restored("token", "****", null));
  }
}
