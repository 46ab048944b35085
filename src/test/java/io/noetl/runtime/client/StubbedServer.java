package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that gives prepared answers and remembers what it was asked. An unused answer, and a
 * request without a prepared answer, fail the test.
 */
final class StubbedServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  static final String AGENT = "noetl-runtime/test";

  private final WireMockServer wireMock;
  private final List<HttpRuntimeApi> clients = new ArrayList<>();

  /** A server without TLS. */
  StubbedServer() {
    this(WireMockConfiguration.options().dynamicPort());
  }

  StubbedServer(WireMockConfiguration options) {
    wireMock = new WireMockServer(options.bindAddress("127.0.0.1"));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    wireMock.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    clients.forEach(HttpRuntimeApi::close);
    clients.clear();
    List<String> unused =
        wireMock.findUnmatchedStubs().getMappings().stream()
            .map(stub -> stub.getRequest().getMethod() + " " + stub.getRequest().getUrl())
            .toList();
    List<String> unexpected =
        wireMock.findAllUnmatchedRequests().stream()
            .map(request -> request.getMethod() + " " + request.getUrl())
            .toList();
    wireMock.resetAll();
    if (context.getExecutionException().isEmpty()) {
      assertEquals(List.of(), unused, "answers that nobody fetched");
      assertEquals(List.of(), unexpected, "requests that nobody prepared for");
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    wireMock.stop();
  }

  String address() {
    return "http://127.0.0.1:" + wireMock.port();
  }

  /** The address for TLS; the host is named, since certificates are for names. */
  String secureAddress() {
    return "https://localhost:" + wireMock.httpsPort();
  }

  /** Prepares an answer for one path with its query. */
  void answers(String method, String path, ResponseDefinitionBuilder answer) {
    wireMock.stubFor(WireMock.request(method, WireMock.urlEqualTo(path)).willReturn(answer));
  }

  /** Prepares answers that are given one after the other; the last one is given on and on. */
  void answersInTurn(String method, String path, ResponseDefinitionBuilder... answers) {
    for (int turn = 0; turn < answers.length; turn++) {
      wireMock.stubFor(
          WireMock.request(method, WireMock.urlEqualTo(path))
              .inScenario(method + " " + path)
              .whenScenarioStateIs(turn == 0 ? Scenario.STARTED : "turn " + turn)
              .willReturn(answers[turn])
              .willSetStateTo("turn " + Math.min(turn + 1, answers.length - 1)));
    }
  }

  /** What was asked, in order: method, path and body. */
  List<String> asked() {
    return requests().stream()
        .map(request ->
            (request.getMethod() + " " + request.getUrl() + " " + request.getBodyAsString())
                .strip())
        .toList();
  }

  List<? extends Request> requests() {
    return wireMock.getAllServeEvents().reversed().stream().map(ServeEvent::getRequest).toList();
  }

  /** A client with a patience that outlasts a slow machine; it is closed after the test. */
  HttpRuntimeApi client() {
    return client(Duration.ofSeconds(30), null, Map.of(), line -> {});
  }

  HttpRuntimeApi client(
      Duration timeout, String token, Map<String, String> headers, Consumer<String> trace) {
    return client(address(), timeout, token, headers, trace);
  }

  /** A client with the given retries. */
  HttpRuntimeApi client(Retries retries, Consumer<String> trace) {
    return client(address(), Duration.ofSeconds(30), retries, null, Map.of(), trace);
  }

  HttpRuntimeApi client(String address, Duration timeout, Retries retries) {
    return client(address, timeout, retries, null, Map.of(), line -> {});
  }

  /** A client of an address with the given trust, certificate and proxies. */
  HttpRuntimeApi client(String address, TlsOptions tls, ProxyRules proxies) {
    return keep(
        new ClientOptions(
            ServerAddress.of(address),
            Duration.ofSeconds(30),
            Retries.NONE,
            null,
            Map.of(),
            tls,
            proxies,
            AGENT,
            line -> {}));
  }

  /** A client of some other address. */
  HttpRuntimeApi client(String address, Duration timeout) {
    return client(address, timeout, null, Map.of(), line -> {});
  }

  private HttpRuntimeApi client(
      String address,
      Duration timeout,
      String token,
      Map<String, String> headers,
      Consumer<String> trace) {
    return client(address, timeout, Retries.NONE, token, headers, trace);
  }

  private HttpRuntimeApi client(
      String address,
      Duration timeout,
      Retries retries,
      String token,
      Map<String, String> headers,
      Consumer<String> trace) {
    return keep(
        new ClientOptions(
            ServerAddress.of(address),
            timeout,
            retries,
            token,
            headers,
            TlsOptions.DEFAULT,
            ProxyRules.NONE,
            AGENT,
            trace));
  }

  private HttpRuntimeApi keep(ClientOptions options) {
    HttpRuntimeApi client = new HttpRuntimeApi(options);
    clients.add(client);
    return client;
  }
}
