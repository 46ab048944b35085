package io.noetl.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SecretMaskTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PGPASSWORD",
        "nats_password",
        "natsPassword",
        "passwd",
        "passphrase",
        "pwd",
        "secret",
        "client-secret",
        "aws_secret_access_key",
        "token",
        "access_token",
        "accessToken",
        "idToken",
        "tokenValue",
        "token_value",
        "GITHUB_TOKEN_V2",
        "tokens",
        "api_key",
        "apikey",
        "X-API-Key",
        "access_key",
        "accessKeyId",
        "private_key",
        "private_key_pem",
        "credential",
        "credentials",
        "google.credentials",
        "authorization"
      })
  void nameOfASecret(String name) {
    assertTrue(SecretMask.isSecret(name));
    assertEquals("****", value(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker_public_key",
        "public_key",
        "key",
        "keys",
        "name",
        "hostname",
        "nats_url",
        "tokenizer",
        "passed",
        "bypass",
        "compass",
        "author",
        "authority",
        "monkey",
        "drain_note",
        ""
      })
  void nameOfNoSecret(String name) {
    assertFalse(SecretMask.isSecret(name));
    assertEquals("x", value(name, "x"));
  }

  @Test
  void secretsAreMaskedHoweverDeepTheyAre() {
    assertEquals(
        map(
            "nats_url",
            "nats://u:****@h",
            "worker_public_key",
            "k=",
            "deep",
            List.of(map("token", "****"), List.of("http://u:****@h", 1), map("n", 1)),
            "credentials",
            "****",
            "secrets",
            "****"),
        fields(
            map(
                "nats_url",
                "nats://u:p@h",
                "worker_public_key",
                "k=",
                "deep",
                List.of(map("token", "t"), List.of("http://u:p@h", 1), map("n", 1)),
                "credentials",
                map("user", "u"),
                "secrets",
                List.of("a", "b"))));
  }

  @Test
  void numbersAreMaskedUnlessTheyMayCountTokens() {
    assertEquals("****", value("password", 1234));
    assertEquals(4096, value("max_tokens", 4096));
  }

  @Test
  void nothingIsNoSecret() {
    for (Object nothing : new Object[] {null, "", true, Map.of(), List.of()}) {
      assertEquals(nothing, value("password", nothing));
    }
  }

  @Test
  void addressWithoutASchemeIsOneByTheNameOfItsField() {
    assertEquals("u:****@h:1", value("uri", "u:p@h:1"));
    assertEquals("u:p@h:1", value("note", "u:p@h:1"));
  }

  @Test
  void fieldThatIsNamedByAnotherIsMasked() {
    assertEquals(
        map("name", "DB_PASSWORD", "value", "****"),
        fields(map("name", "DB_PASSWORD", "value", "x")));
    assertEquals(
        map("field", "meta.token", "before", "****", "after", "****"),
        fields(map("field", "meta.token", "before", "a", "after", "b")));
    assertEquals(
        map("name", "password-1", "kind", "worker_pool"),
        fields(map("name", "password-1", "kind", "worker_pool")));
  }

  @Test
  void whatHoldsNoSecretIsTheSame() {
    Map<String, Object> fields =
        map("a", List.of(map("b", 1)), "c", "http://h", "uri", "h:1", "password", null);
    ObjectNode node = TestJson.fields(fields);
    assertSame(node, SecretMask.fields(node));
  }

  private static Object value(String name, Object value) {
    return TestJson.plain(SecretMask.value(name, TestJson.node(value)));
  }

  private static Object fields(Map<String, Object> fields) {
    return TestJson.plain(SecretMask.fields(TestJson.fields(fields)));
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
