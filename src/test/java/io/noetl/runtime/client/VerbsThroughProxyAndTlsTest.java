package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static io.noetl.runtime.client.Requests.deregistration;
import static io.noetl.runtime.client.Requests.quoted;
import static io.noetl.runtime.client.Requests.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.schema.RuntimeApiException.NotAllowed;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The four verbs with each server software, through a real proxy, with and without TLS. */
class VerbsThroughProxyAndTlsTest {

  private static final PrivateAuthority AUTHORITY = PrivateAuthority.MADE;
  private static final String REGISTER = "/api/worker/pool/register";
  private static final String BEAT = "/api/worker/pool/heartbeat";
  private static final String DEREGISTER = "/api/worker/pool/deregister";
  private static final String POOLS = "/api/worker/pools";
  private static final TlsOptions IDENTITY =
      new TlsOptions(
          AUTHORITY.cacert(),
          AUTHORITY.certificate("client"),
          AUTHORITY.encryptedKey("client", "sesame"),
          AUTHORITY.write("sesame.txt", "sesame\n"),
          false);

  @RegisterExtension static final StubbedServer PLAIN = new StubbedServer();

  @RegisterExtension
  static final StubbedServer SECURE = new StubbedServer(AUTHORITY.demandingServer());

  @RegisterExtension static final TestProxy PROXY = new TestProxy();
  @RegisterExtension static final TestProxy GUARDED = new TestProxy("us@er:p w:d+");

  /** The server software, by what they answer to the four verbs. */
  enum Software {
    PYTHON {
      @Override
      void answerFrom(StubbedServer server) {
        server.answers("POST", REGISTER, Recorded.answer(1));
        server.answers("POST", BEAT, Recorded.answer(86));
        server.answers("DELETE", DEREGISTER, Recorded.answer(135));
        server.answers("GET", POOLS, Recorded.answer(172));
      }
    },
    RUST {
      @Override
      void answerFrom(StubbedServer server) {
        String done = quoted("{'status':'ok','message':'done'}");
        server.answers(
            "POST",
            REGISTER,
            WireMock.okJson(quoted("{'runtime_id':383317589704572928,'status':'active'}")));
        server.answers("POST", BEAT, WireMock.okJson(done));
        server.answers("DELETE", DEREGISTER, WireMock.okJson(done));
        server.answers(
            "GET",
            POOLS,
            WireMock.okJson(quoted("[{'name':'a'},{'name':'b'},{'name':'c'},{'name':'d'}]")));
      }
    };

    abstract void answerFrom(StubbedServer server);
  }

  @ParameterizedTest
  @EnumSource
  void verbsGoThroughAProxyByTheirWholeAddress(Software software) {
    software.answerFrom(PLAIN);

    assertFourVerbs(
        PLAIN.client(PLAIN.address(), TlsOptions.DEFAULT, proxies("HTTP_PROXY", PROXY, "")));

    assertEquals(
        List.of(
            "POST " + PLAIN.address() + REGISTER,
            "POST " + PLAIN.address() + BEAT,
            "DELETE " + PLAIN.address() + DEREGISTER,
            "GET " + PLAIN.address() + POOLS),
        PROXY.asked());
  }

  @ParameterizedTest
  @EnumSource
  void verbsGoThroughATunnelWithTls(Software software) {
    software.answerFrom(SECURE);

    assertFourVerbs(
        SECURE.client(SECURE.secureAddress(), IDENTITY, proxies("HTTPS_PROXY", PROXY, "")));

    assertTunnelled(PROXY);
  }

  @ParameterizedTest
  @EnumSource
  void verbsGoThroughAProxyThatWantsAPassword(Software software) {
    software.answerFrom(PLAIN);

    assertFourVerbs(
        PLAIN.client(
            PLAIN.address(),
            TlsOptions.DEFAULT,
            proxies("HTTP_PROXY", GUARDED, "us%40er:p%20w:d+@")));

    assertNull(PLAIN.requests().getFirst().getHeader("Proxy-Authorization"));
  }

  @ParameterizedTest
  @EnumSource
  void verbsGoThroughATunnelThatWantsAPassword(Software software) {
    software.answerFrom(SECURE);

    assertFourVerbs(
        SECURE.client(
            SECURE.secureAddress(),
            IDENTITY,
            proxies("HTTPS_PROXY", GUARDED, "us%40er:p%20w:d+@")));

    assertTunnelled(GUARDED);
    assertNull(SECURE.requests().getFirst().getHeader("Proxy-Authorization"));
  }

  @Test
  void hostThatNeedsNoProxyIsReachedWithoutOne() {
    PLAIN.answers("POST", BEAT, Recorded.answer(86));
    ProxyRules rules =
        ProxyRules.from(
            Map.of("HTTP_PROXY", "http://" + PROXY.authority(), "NO_PROXY", "127.0.0.1"));

    PLAIN.client(PLAIN.address(), TlsOptions.DEFAULT, rules).heartbeat(beat("hb1"));

    assertEquals(List.of(), PROXY.asked());
  }

  @Test
  void serverThatWantsALoginBehindAProxyWithAPasswordIsNotAllowed() {
    PLAIN.answers("POST", BEAT, WireMock.jsonResponse("{\"detail\":\"Log in first\"}", 401));
    HttpRuntimeApi client =
        PLAIN.client(
            PLAIN.address(),
            TlsOptions.DEFAULT,
            proxies("HTTP_PROXY", GUARDED, "us%40er:p%20w:d+@"));

    NotAllowed refused = assertThrows(NotAllowed.class, () -> client.heartbeat(beat("hb1")));

    assertEquals(
        "POST " + PLAIN.address() + BEAT + ": the server does not allow it (401): Log in first",
        refused.getMessage());
  }

  @Test
  void proxyThatWantsAnotherPasswordDoesNotAllowIt() {
    HttpRuntimeApi client =
        PLAIN.client(
            PLAIN.address(), TlsOptions.DEFAULT, proxies("HTTP_PROXY", GUARDED, "user:secret@"));

    NotAllowed refused = assertThrows(NotAllowed.class, () -> client.heartbeat(beat("hb1")));

    assertEquals(
        "POST " + PLAIN.address() + BEAT + ": the proxy requires a user and a password (407)",
        refused.getMessage());
  }

  @Test
  void tunnelThatWantsAPasswordDoesNotAllowIt() {
    HttpRuntimeApi client =
        SECURE.client(SECURE.secureAddress(), IDENTITY, proxies("HTTPS_PROXY", GUARDED, ""));

    NotAllowed refused = assertThrows(NotAllowed.class, () -> client.heartbeat(beat("hb1")));

    assertEquals(
        "POST "
            + SECURE.secureAddress()
            + BEAT
            + ": the proxy requires a user and a password (407)",
        refused.getMessage());
  }

  @Test
  void proxyThatIsNotThereIsNamed() {
    HttpRuntimeApi client =
        PLAIN.client(
            PLAIN.address(),
            TlsOptions.DEFAULT,
            ProxyRules.from(Map.of("HTTP_PROXY", "http://user:secret@127.0.0.1:1")));

    Unreachable failed = assertThrows(Unreachable.class, () -> client.heartbeat(beat("hb1")));

    assertEquals(
        "cannot reach " + PLAIN.address() + ": the proxy 127.0.0.1:1 refused the connection",
        failed.getMessage());
  }

  private static ProxyRules proxies(String variable, TestProxy proxy, String user) {
    return ProxyRules.from(Map.of(variable, "http://" + user + proxy.authority()));
  }

  private static void assertFourVerbs(HttpRuntimeApi client) {
    assertEquals(
        "383317589704572928",
        client.register(registration("{'name':'w-full','runtime':'python'}")).runtimeId());
    assertEquals("ok", client.heartbeat(beat("hb1")).status());
    assertEquals(
        "ok", client.deregister(deregistration(RuntimeKind.WORKER_POOL, "ddelete")).status());
    assertEquals(4, client.list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL)).items().size());
  }

  /** All that a proxy sees of TLS are host and port, once for each connection. */
  private static void assertTunnelled(TestProxy proxy) {
    String tunnel = SECURE.secureAddress().replace("https://", "CONNECT ");
    assertEquals(Set.of(tunnel), Set.copyOf(proxy.asked()));
  }
}
