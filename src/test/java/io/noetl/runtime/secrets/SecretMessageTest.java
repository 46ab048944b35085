package io.noetl.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --x user:pw@h:1 is odd            | --x user:****@h:1 is odd
          file http:/user:pw@h: missing     | file http:****@h: missing
          (got "u:a:b@c@h")                 | (got "u:****@h")
          http://tok@h/x                    | http://****@h/x
          (got "Authorization: Bearer abc") | (got "Authorization:****")
          proxy-authorization: Basic abc    | proxy-authorization:****
          with Bearer abc, twice            | with Bearer ****, twice
          GET /x?status=http%3A%2F%2Fu%3Apw%40h | GET /x?status=http://u:****@h
          jdbc:postgresql:db;password=pw    | jdbc:postgresql:db;password=****
          {"a":"u:pw@h","b":"c"}            | {"a":"u:****@h","b":"c"}
          """)
  void secretsOfASentenceAreMasked(String text, String masked) {
    assertEquals(masked, SecretMessage.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cannot reach postgresql://me@localhost:5432/db: refused",
        "edge@host-c:3 is stale",
        "sqlite:/tmp/a@b.db is no database",
        "name the file that holds the bearer token",
        "the token file /x: there is no such file",
        "100 % of user@host",
        "http://h:1/a%20b",
        "2026-01-02T03:04:05Z user@host",
        "{\"name\":\"a@b\",\"at\":\"c\"}"
      })
  void textWithoutSecretsIsUnchanged(String text) {
    assertEquals(text, SecretMessage.of(text));
  }
}
