package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8083,            http://localhost:8083",
    "http://localhost:8083/,           http://localhost:8083",
    "http://localhost:8083///,         http://localhost:8083",
    "http://localhost:8083/api,        http://localhost:8083",
    "http://localhost:8083/api/,       http://localhost:8083",
    "http://localhost:8083//api//,     http://localhost:8083",
    "localhost:8083,                   http://localhost:8083",
    "localhost,                        http://localhost",
    "api,                              http://api",
    "http://api/,                      http://api",
    "https://api/api/,                 https://api",
    "api/noetl/api,                    http://api/noetl",
    "localhost:8083/api,               http://localhost:8083",
    "noetl.example.com/noetl/api,      http://noetl.example.com/noetl",
    "'  http://h:1 ',                  http://h:1",
    "https://noetl.example.com,        https://noetl.example.com",
    "HTTPS://Host/api,                 HTTPS://Host",
    "http://h/some/prefix,             http://h/some/prefix",
    "http://h/some/prefix/api,         http://h/some/prefix",
    "http://h/api/v1,                  http://h/api/v1",
    "http://h/myapi,                   http://h/myapi",
    "http://h/a%20b,                   http://h/a%20b",
    "127.0.0.1:80,                     http://127.0.0.1:80",
    "http://[::1]:8083/api,            http://[::1]:8083",
    "[::1]:8083,                       http://[::1]:8083",
    "[fe80::1]/noetl/,                 http://[fe80::1]/noetl",
    "http://h:65535,                   http://h:65535"
  })
  void addressIsReadInEveryUsualForm(String text, String base) {
    assertEquals(base, ServerAddress.of(text).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:1,         http://h:1/api/worker/pools?status=a%20b",
    "http://h:1/p/api/,  http://h:1/p/api/worker/pools?status=a%20b",
    "[::1],              http://[::1]/api/worker/pools?status=a%20b"
  })
  void pathsAreBelowThePrefix(String text, String address) {
    assertEquals(
        address, ServerAddress.of(text).resolve("/api/worker/pools?status=a%20b").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NULL",
      textBlock =
          """
          ftp://h          | URL should start with http:// or https://
          file:///etc      | URL should start with http:// or https://
          tcp://10.0.0.1:1 | URL should start with http:// or https://
          unix:/run/x.sock | URL should start with http:// or https://, Unix sockets are not supported
          unix:///run/x    | URL should start with http:// or https://, Unix sockets are not supported
          http:///path     | URL should name a host
          /path            | URL should name a host
          http://:8083     | URL should name a host
          http://a_b:1     | URL should name a host without an underscore, which Java does not connect to
          http://h:99999   | URL should have a port from 1 to 65535
          http://h:65536   | URL should have a port from 1 to 65535
          http://h?x=1     | URL should end with the path
          http://h/p#f     | URL should end with the path
          http://h:port    | URL should name a host
          http://          | URL should look like http://host:port
          http://h/a b     | URL should look like http://host:port
          http://[::1      | URL should look like http://host:port
          //h              | URL should name a host
          """)
  void addressThatNoServerHasIsRefused(String text, String message) {
    assertRefused("server: " + message + " (got \"" + text + "\")", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://user:secret@h:1", "user@h", "https://:secret@h"})
  void credentialsAreRefusedAndNotRepeated(String text) {
    assertRefused(
        "server: URL should contain no credentials: use --token-file or --header (got \"\u2026\")",
        text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void emptyAddressIsRefused(String text) {
    assertRefused("server: URL should look like http://host:port (got \"" + text + "\")", text);
  }

  private static void assertRefused(String sentence, String text) {
    assertEquals(
        sentence, assertThrows(InvalidRequest.class, () -> ServerAddress.of(text)).getMessage());
  }
}
