package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.service.jdbc.SqlRunner;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sqlite:/a/b.db                         | sqlite:/a/b.db
          sqlite:///a/../b.db                    | sqlite:/b.db
          postgresql://me:secret@h:1/db?schema=s | postgresql://me@h:1/db
          postgres://a,b:2/db                    | postgresql://a,b:2/db
          """)
  void descriptionHasNoSecrets(String url, String words) {
    try (SqlRunner store = Databases.open(options(url))) {
      assertEquals(words, store.description());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mysql://h/db              | ' (got "mysql://h/db")'
          mysql://me:secret@h/db    | ''
          POSTGRESQL://me:secret@h  | ''
          postgresql:me:secret@h/db | ''
          sqlite:                   | ' (got "sqlite:")'
          sqlite::memory:           | ' (got "sqlite::memory:")'
          ''                        | ' (got "")'
          """)
  void otherUrlIsRefusedWithoutItsPassword(String url, String got) {
    assertEquals(
        "database: Input should be sqlite:PATH or postgresql://host/database" + got,
        assertThrows(InvalidRequest.class, () -> Databases.open(options(url))).getMessage());
  }

  @Test
  void schemaOfTheUrlOverridesTheOption() {
    String script = "CREATE SCHEMA IF NOT EXISTS ";
    assertEquals(script + "\"noetl\"", firstStatement("postgresql://h/db"));
    assertEquals(script + "\"other\"", firstStatement("postgresql://h/db?schema=other"));
  }

  private static String firstStatement(String url) {
    try (SqlRunner store = Databases.open(options(url))) {
      return store.dialect().creationScript().getFirst();
    }
  }

  private static DirectOptions options(String url) {
    return new DirectOptions(
        url, Duration.ofSeconds(1), true, TestDatabase.chance(), statement -> {});
  }
}
