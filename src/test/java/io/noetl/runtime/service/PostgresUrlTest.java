package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

  private static final String SHAPE =
      "database: URL should look like postgresql://user@host:5432/database";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://                        | localhost          |           |          |
          postgres://h                         | h                  |           |          |
          postgresql:///db                     | localhost          | db        |          |
          postgresql://h/                      | h                  |           |          |
          postgresql://h:5433/db               | h:5433             | db        |          |
          postgresql://me@h/db                 | h                  | db        | me       |
          postgresql://me@/db                  | localhost          | db        | me       |
          postgresql://me:secret@h:1/db        | h:1                | db        | me       | secret
          postgresql://me:@h/db                | h                  | db        | me       | ''
          postgresql://:secret@h/db            | h                  | db        |          | secret
          postgresql://me:a:b@h/db             | h                  | db        | me       | a:b
          postgresql://me:a@b@h/db             | h                  | db        | me       | a@b
          postgresql://me:a/b@h/db             | h                  | db        | me       | a/b
          postgresql://me:a?b@h/db             | h                  | db        | me       | a?b
          postgresql://me:a#b&c=d@h/db         | h                  | db        | me       | a#b&c=d
          postgresql://me:a+b%20c%2B%40@h/db   | h                  | db        | me       | a+b c+@
          postgresql://m%40e%3A:p@h/d%2Fb%3F   | h                  | d/b?      | m@e:     | p
          postgresql://h/%E6%B0%B4             | h                  | \u6c34    |          |
          postgresql://h/a+b                   | h                  | a+b       |          |
          postgresql://a,b:2,c/db              | a,b:2,c            | db        |          |
          postgresql://[::1]/db                | [::1]              | db        |          |
          postgresql://[fe80::1%25eth0]:2/db   | [fe80::1%25eth0]:2 | db        |          |
          postgresql://[::1]:1,10.0.0.2:2/db   | [::1]:1,10.0.0.2:2 | db        |          |
          postgresql://h:65535/db              | h:65535            | db        |          |
          """)
  void urlHasThePartsThatLibpqSees(
      String url, String hosts, String database, String user, String password) {
    PostgresUrl read = PostgresUrl.of(url);

    assertEquals(new PostgresUrl(hosts, database, user, password, null, read.parameters()), read);
    assertEquals("{}", read.parameters().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://me:secret@h:1/db?sslmode=require | postgresql://me@h:1/db
          postgresql://:secret@h                        | postgresql://h
          postgresql://me:a@secret@a:1,[::1]:2/db       | postgresql://me@a:1,[::1]:2/db
          postgresql://me:a/secret@h/db                 | postgresql://me@h/db
          postgresql://me:a?secret@h/db                 | postgresql://me@h/db
          postgresql://me:%73ecret@h/db                 | postgresql://me@h/db
          """)
  void descriptionHasNoPassword(String url, String description) {
    PostgresUrl read = PostgresUrl.of(url);

    assertEquals(description, read.description());
    assertEquals(description, read.withPassword("secret").description());
    assertFalse(read.withPassword("secret").jdbcUrl().contains("secret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schema=a%20b                        | a b | {}
          schema=                             | ''  | {}
          ''                                  |     | {}
          &sslmode=verify-full&               |     | {sslmode=verify-full}
          sslrootcert=/a&sslcert=b&sslkey=%2Fc |    | {sslcert=b, sslkey=/c, sslrootcert=/a}
          application_name=my%20loop          |     | {ApplicationName=my loop}
          application_name=me@here            |     | {ApplicationName=me@here}
          connect_timeout=5                   |     | {connectTimeout=5}
          options=-c%20search_path%3Da%2Cb    |     | {options=-c search_path=a,b}
          options=-c statement_timeout=5s     |     | {options=-c statement_timeout=5s}
          target_session_attrs=any            |     | {targetServerType=any}
          target_session_attrs=primary        |     | {targetServerType=primary}
          target_session_attrs=read-write     |     | {targetServerType=primary}
          target_session_attrs=read-only      |     | {targetServerType=secondary}
          target_session_attrs=standby        |     | {targetServerType=secondary}
          target_session_attrs=prefer-standby |     | {targetServerType=preferSecondary}
          load_balance_hosts=random           |     | {loadBalanceHosts=true}
          load_balance_hosts=disable          |     | {loadBalanceHosts=false}
          sslmode=disable&sslmode=require     |     | {sslmode=require}
          """)
  void parametersHaveTheDriversNames(String query, String schema, String parameters) {
    PostgresUrl read = PostgresUrl.of("postgresql://h/db?" + query);

    assertEquals(schema, read.schema());
    assertEquals(parameters, new TreeMap<>(read.parameters()).toString());
    assertEquals(parameters, new TreeMap<>(read.properties()).toString());
  }

  @Test
  void loginAndDatabaseGoToTheDriverEscaped() {
    PostgresUrl read = PostgresUrl.of("postgresql://m%20e:s%20+@a:1,[::1]/d%20%2F+?schema=s");

    assertEquals("jdbc:postgresql://a:1,[::1]/d+%2F%2B", read.jdbcUrl());
    assertEquals("{password=s +, user=m e}", new TreeMap<>(read.properties()).toString());
    assertEquals("jdbc:postgresql://localhost/", PostgresUrl.of("postgresql://").jdbcUrl());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://h:0/db",
        "postgresql://h:65536/db",
        "postgresql://h:secret/db",
        "postgresql://h:-1/db",
        "postgresql://h:/db",
        "postgresql://:5432/db",
        "postgresql://a,,b/db",
        "postgresql://a,/db",
        "postgresql://,/db",
        "postgresql://a b/db",
        "postgresql://a\nb/db",
        "postgresql://%2Fvar%2Frun/db",
        "postgresql://::1/db",
        "postgresql://[::1/db",
        "postgresql://[]/db",
        "postgresql://[::1]x/db",
        "postgresql://h?me:secret/x@h/db",
        "postgresql://me:?secret=x/y@h/db",
        "postgresql://me:1?secret=x/y@h/db",
      })
  void brokenUrlIsRefusedWithTheShapeItShouldHave(String url) {
    assertEquals(SHAPE, problem(url));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://h/db?schemas=x                | URL has an unknown parameter schemas
          postgresql://h/db?password=secret          | URL has an unknown parameter password
          postgresql://me:secret@h/db?x              | URL has an unknown parameter x
          postgresql://h/db?SSLMODE=require          | URL has an unknown parameter SSLMODE
          postgresql://h/db?targetServerType=primary | URL has an unknown parameter targetServerType
          postgresql://h/db?target_session_attrs=rw  | URL has an unknown target_session_attrs rw
          postgresql://h/db?target_session_attrs=    | URL has an unknown target_session_attrs
          postgresql://h/db?sslmode=yes              | URL has an unknown sslmode yes
          postgresql://h/db?connect_timeout=5s       | URL has an unknown connect_timeout 5s
          postgresql://h/db?load_balance_hosts=true  | URL has an unknown load_balance_hosts true
          postgresql://h/%zz                         | URL has a broken % escape
          postgresql://me:secret%@h/db               | URL has a broken % escape
          postgresql://me:secret%4@h/db              | URL has a broken % escape
          postgresql://h/db?options=%                | URL has a broken % escape
          postgresql://me%00options@h/db             | URL has a broken % escape
          """)
  void whatNobodyKnowsIsNamed(String url, String problem) {
    assertEquals("database: " + problem, problem(url).strip());
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://h, true",
    "postgres://h, true",
    "postgresql:h, false",
    "sqlite:a, false",
    "POSTGRESQL://h, false",
    "mysql://h, false",
    "'', false"
  })
  void schemeTellsPostgresql(String url, boolean isOne) {
    assertEquals(isOne, PostgresUrl.isOne(url));
  }

  private static String problem(String url) {
    return assertThrows(InvalidRequest.class, () -> PostgresUrl.of(url)).getMessage();
  }
}
