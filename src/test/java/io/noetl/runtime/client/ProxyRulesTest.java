package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {

  private static final URI SERVER = URI.create("http://noetl.example:8083/api");
  private static final URI SECURE = URI.create("https://noetl.example/api");

  @Test
  void noVariableIsNoProxy() {
    assertEquals(ProxyRules.NONE, ProxyRules.from(Map.of()));
    assertNull(ProxyRules.NONE.to(SERVER));
    assertNull(ProxyRules.NONE.to(SECURE));
  }

  @Test
  void eachSchemeHasItsProxy() {
    ProxyRules rules =
        ProxyRules.from(Map.of("HTTP_PROXY", "http://one:1", "HTTPS_PROXY", "http://two:2"));

    assertEquals(URI.create("http://one:1"), rules.to(SERVER));
    assertEquals(URI.create("http://two:2"), rules.to(SECURE));
    assertEquals(URI.create("http://two:2"), rules.to(URI.create("HTTPS://noetl.example")));
  }

  @Test
  void proxyOfOneSchemeIsNoneOfTheOther() {
    assertNull(ProxyRules.from(Map.of("HTTP_PROXY", "http://one:1")).to(SECURE));
    assertNull(ProxyRules.from(Map.of("HTTPS_PROXY", "http://one:1")).to(SERVER));
  }

  @Test
  void lowerCaseWins() {
    assertEquals(
        URI.create("http://lower:1"),
        ProxyRules.from(Map.of("http_proxy", "http://lower:1", "HTTP_PROXY", "http://upper:1"))
            .to(SERVER));
  }

  @Test
  void emptyVariableCountsAsUnset() {
    assertEquals(
        URI.create("http://upper:1"),
        ProxyRules.from(Map.of("http_proxy", "", "HTTP_PROXY", "http://upper:1")).to(SERVER));
    assertEquals(ProxyRules.NONE, ProxyRules.from(Map.of("HTTP_PROXY", "", "NO_PROXY", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, proxy, 3128",
    "HTTP://proxy:3128/, proxy, 3128",
    "proxy:3128, proxy, 3128",
    "proxy, proxy, 80",
    "10.0.0.1:3128, 10.0.0.1, 3128",
    "http://[::1]:3128, [::1], 3128",
    "http://user:secret@proxy:3128, proxy, 3128"
  })
  void proxyIsReadInEveryUsualForm(String value, String host, int port) {
    URI proxy = ProxyRules.from(Map.of("HTTP_PROXY", value)).to(SERVER);

    assertEquals(host, ProxyRules.address(proxy).getHostString());
    assertEquals(port, ProxyRules.address(proxy).getPort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://user:secret@proxy:1080",
        "https://user:secret@proxy:3128",
        "http://",
        "http://user:secret@",
        "http://user:secret@a b",
        "unix:/run/secret.sock",
        ":3128",
        "http://proxy:port"
      })
  void valueThatIsNoHttpProxyIsRefusedAndNotRepeated(String value) {
    InvalidRequest invalid =
        assertThrows(InvalidRequest.class, () -> ProxyRules.from(Map.of("HTTPS_PROXY", value)));

    assertEquals("HTTPS_PROXY: Input should be http://host:port", invalid.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          noetl.example            | http://noetl.example:8083     | true
          NOETL.Example            | http://noetl.example:8083     | true
          noetl.example            | http://NOETL.example:8083     | true
          example                  | http://noetl.example:8083     | true
          .example                 | http://noetl.example:8083     | true
          *.example                | http://noetl.example:8083     | true
          noetl.example:8083       | http://noetl.example:8083     | true
          noetl.example:8084       | http://noetl.example:8083     | false
          noetl.example:80         | http://noetl.example          | true
          noetl.example:443        | https://noetl.example         | true
          noetl.example:443        | http://noetl.example          | false
          example:8083             | http://noetl.example:8083     | true
          oetl.example             | http://noetl.example:8083     | false
          noetl.example.org        | http://noetl.example:8083     | false
          sub.noetl.example        | http://noetl.example:8083     | false
          .noetl.example           | http://noetl.example:8083     | true
          *                        | http://noetl.example:8083     | true
          a,*                      | http://noetl.example:8083     | true
          'a , noetl.example , b'   | http://noetl.example:8083     | true
          ',,'                     | http://noetl.example:8083     | false
          127.0.0.1                | http://127.0.0.1:8083         | true
          0.0.1                    | http://127.0.0.1:8083         | false
          127.0.0.0/8              | http://127.0.0.1:8083         | true
          10.0.0.0/8               | http://127.0.0.1:8083         | false
          10.1.2.0/23              | http://10.1.3.4:8083          | true
          10.1.2.0/23              | http://10.1.4.4:8083          | false
          0.0.0.0/0                | http://10.1.4.4:8083          | true
          10.0.0.0/8               | http://noetl.example:8083     | false
          10.0.0.0/x               | http://10.0.0.1:8083          | false
          10.0.0.0/33              | http://10.0.0.1:8083          | false
          ::1                      | http://[::1]:8083             | true
          [::1]                    | http://[::1]:8083             | true
          fd00::/8                 | http://[fd12::1]:8083         | true
          fd00::/8                 | http://[fe80::1]:8083         | false
          localhost                | http://localhost              | true
          """)
  void hostsThatNeedNoProxyAreReachedWithoutOne(String direct, String target, boolean expected) {
    ProxyRules rules =
        ProxyRules.from(
            Map.of("HTTP_PROXY", "http://p:1", "HTTPS_PROXY", "http://p:1", "NO_PROXY", direct));

    assertEquals(expected, rules.to(URI.create(target)) == null);
  }

  @Test
  void lowerCaseNoProxyIsRead() {
    assertNull(
        ProxyRules.from(Map.of("HTTP_PROXY", "http://p:1", "no_proxy", "example")).to(SERVER));
  }

  @ParameterizedTest
  @CsvSource({
    "http://user:secret@p:1, dXNlcjpzZWNyZXQ=",
    "http://us%40er:p%20w:d+@p:1, dXNAZXI6cCB3OmQr",
    "http://user@p:1, dXNlcjo=",
    "http://user:@p:1, dXNlcjo=",
    "user:secret@p:1, dXNlcjpzZWNyZXQ="
  })
  void userAndPasswordGoToTheProxy(String value, String expected) {
    assertEquals(
        "Basic " + expected, ProxyRules.from(Map.of("HTTP_PROXY", value)).authorization(SERVER));
  }

  @Test
  void nobodyElseGetsThePassword() {
    ProxyRules rules =
        ProxyRules.from(
            Map.of("HTTP_PROXY", "http://user:secret@p:1", "NO_PROXY", "direct.example"));

    assertNull(rules.authorization(URI.create("http://direct.example")));
    assertNull(rules.authorization(SECURE));
  }
}
