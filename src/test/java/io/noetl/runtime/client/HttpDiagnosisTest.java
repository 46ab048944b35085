package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.diagnosis.DiagnosisStep;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The steps to a server, each with what it finds. */
class HttpDiagnosisTest {

  @RegisterExtension
  static final StubbedServer SERVER = new StubbedServer(PrivateAuthority.MADE.server("server"));

  @RegisterExtension
  static final StubbedServer ELSEWHERE =
      new StubbedServer(PrivateAuthority.MADE.server("elsewhere"));

  private static HttpDiagnosis diagnosis(String address, TlsOptions tls) {
    return new HttpDiagnosis(
        new ClientOptions(
            ServerAddress.of(address),
            Duration.ofSeconds(10),
            Retries.NONE,
            null,
            Map.of(),
            tls,
            ProxyRules.NONE,
            "noetl-runtime/test",
            line -> {}));
  }

  private static TlsOptions trusting() {
    return new TlsOptions(PrivateAuthority.MADE.cacert(), null, null, null, false);
  }

  /** What the steps up to one of them find. */
  private static Map<String, String> found(HttpDiagnosis diagnosis, String last) {
    Map<String, String> found = new LinkedHashMap<>();
    for (DiagnosisStep step : diagnosis.steps()) {
      Finding finding = step.look().find();
      found.put(
          step.name(),
          finding.grade()
              + " "
              + finding.text().replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "TIME"));
      if (step.name().equals(last)) {
        break;
      }
    }
    return found;
  }

  @Test
  void certificateIsShownWithNamesValidityAndChain() {
    try (HttpDiagnosis diagnosis = diagnosis(SERVER.secureAddress(), trusting())) {
      assertEquals(
          "OK TLSv1.3, a certificate for localhost, 127.0.0.1, valid from TIME to TIME, CN=server"
              + " from CN=ca",
          found(diagnosis, "tls").get("tls"));
    }
  }

  @Test
  void strangerIsRefusedAndShown() {
    try (HttpDiagnosis diagnosis = diagnosis(SERVER.secureAddress(), TlsOptions.DEFAULT)) {
      assertEquals(
          "cannot reach "
              + SERVER.secureAddress()
              + ": TLS failed: unable to find valid certification path to requested target; it"
              + " shows a certificate for localhost, 127.0.0.1, valid from TIME to TIME, CN=server"
              + " from CN=ca",
          refusal(diagnosis));
    }
  }

  @Test
  void certificateOfAnotherHostIsRefusedAndShown() {
    try (HttpDiagnosis diagnosis = diagnosis(ELSEWHERE.secureAddress(), trusting())) {
      assertEquals(
          "cannot reach "
              + ELSEWHERE.secureAddress()
              + ": TLS failed: No subject alternative DNS name matching localhost found; it shows a certificate for"
              + " elsewhere.example, valid from TIME to TIME, CN=elsewhere from CN=ca",
          refusal(diagnosis));
    }
  }

  private static String refusal(HttpDiagnosis diagnosis) {
    return assertThrows(RuntimeApiException.Unreachable.class, () -> found(diagnosis, "tls"))
        .getMessage()
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "TIME");
  }

  @Test
  void softwareVersionAndRoutesAreShown() {
    SERVER.answers("GET", "/health", WireMock.okJson("{\"status\":\"ok\"}"));
    SERVER.answers(
        "GET", "/api/worker/pools", WireMock.okJson("{\"items\":[{\"name\":\"a\"}],\"count\":1}"));
    SERVER.answers(
        "GET",
        "/openapi.json",
        WireMock.okJson("{\"info\":{\"title\":\"NoETL API\",\"version\":\"2.1\"}}"));
    for (String path :
        new String[] {
          "/api/worker/pool/register", "/api/worker/pool/heartbeat", "/api/worker/pool/deregister"
        }) {
      SERVER.answers("GET", path, WireMock.status(405));
    }
    for (String path :
        new String[] {
          "/api/runtime/register",
          "/api/runtime/heartbeat",
          "/api/runtime/deregister",
          "/api/broker/register",
          "/api/brokers",
          "/api/runtimes",
          "/api/pool/status"
        }) {
      SERVER.answers("GET", path, WireMock.jsonResponse("{\"detail\":\"Not Found\"}", 404));
    }
    try (HttpDiagnosis diagnosis = diagnosis(SERVER.secureAddress(), trusting())) {
      Map<String, String> found = found(diagnosis, "routes");
      assertEquals("OK GET /health: 200", found.get("http"));
      assertEquals(
          "OK a Python server of NoETL, 2025, NoETL API 2.1, 1 worker pool", found.get("api"));
      assertEquals(
          "OK worker pools; it lacks /api/runtime/register, /api/runtime/heartbeat,"
              + " /api/runtime/deregister, /api/broker/register, /api/brokers, /api/runtimes",
          found.get("routes"));
    }
  }
}
