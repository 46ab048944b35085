package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.diagnosis.DiagnosisStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The message about NoETL's default port when no server listens on ours. */
class OtherServerTest {

  private static final String POOLS = "/api/worker/pools?status=none";

  @RegisterExtension static final StubbedServer OTHER = new StubbedServer();

  private String closed;

  @BeforeEach
  void findAPortThatRefuses() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  private ClientOptions options(String other) {
    return new ClientOptions(
        ServerAddress.of(closed),
        Duration.ofSeconds(30),
        Retries.NONE,
        "s3cret",
        Map.of("X-Api-Key", "k"),
        TlsOptions.DEFAULT,
        ProxyRules.NONE,
        StubbedServer.AGENT,
        line -> {},
        sentence -> {},
        "NOETL_API_TOKEN",
        other == null ? null : ServerAddress.of(other));
  }

  private Unreachable failure(HttpRuntimeApi client) {
    return assertThrows(Unreachable.class, () -> client.heartbeat(beat("a")));
  }

  @Test
  void serverThatAnswersThereIsNamedWithTheFlagThatReachesIt() {
    OTHER.answers("GET", POOLS, Recorded.answer(177));

    Unreachable failure = failure(new HttpRuntimeApi(options(OTHER.address())));

    assertEquals(
        "cannot reach "
            + closed
            + ": connection refused, but a NoETL server answers at "
            + OTHER.address(),
        failure.getMessage());
    assertEquals(
        "name it with --server " + OTHER.address() + " or NOETL_SERVER_URL", failure.hint());
    assertEquals(OTHER.address(), failure.elsewhere());
  }

  @Test
  void nothingOfOursThatIsSecretIsSentThere() {
    OTHER.answers("GET", POOLS, Recorded.answer(177));

    failure(new HttpRuntimeApi(options(OTHER.address())));

    assertNull(OTHER.requests().getFirst().getHeader("Authorization"));
    assertNull(OTHER.requests().getFirst().getHeader("X-Api-Key"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | []                               | but a NoETL server answers at
          200 | {"items":[],"error":"no database"} | but a NoETL server answers at
          401 | {"detail":"who are you"}         | but a server that requires a token answers at
          200 | {"status":"ok"}                  | and no NoETL server answers at
          200 | <html></html>                    | and no NoETL server answers at
          404 | {"detail":"Not Found"}           | and no NoETL server answers at
          500 | {"detail":"oops"}                | and no NoETL server answers at
          """)
  void whatAnswersThereDecidesWhatIsSaid(int status, String body, String said) {
    OTHER.answers("GET", POOLS, WireMock.aResponse().withStatus(status).withBody(body));

    assertEquals(
        "cannot reach " + closed + ": connection refused, " + said + " " + OTHER.address(),
        failure(new HttpRuntimeApi(options(OTHER.address()))).getMessage());
  }

  @Test
  void portThatRefusesTooIsSaidWithTheUsualAdvice() {
    Unreachable failure = failure(new HttpRuntimeApi(options(closed)));

    assertEquals(
        "cannot reach " + closed + ": connection refused, and no NoETL server answers at " + closed,
        failure.getMessage());
    assertNull(failure.hint());
    assertNull(failure.elsewhere());
  }

  @Test
  void portThatIsSilentIsWaitedForNoLongerThanASecond() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + silent.getLocalPort();
      long begun = System.nanoTime();

      Unreachable failure = failure(new HttpRuntimeApi(options(address)));

      assertEquals(true, System.nanoTime() - begun < Duration.ofSeconds(10).toNanos());
      assertEquals(
          "cannot reach "
              + closed
              + ": connection refused, and no NoETL server answers at "
              + address,
          failure.getMessage());
    }
  }

  @Test
  void longRunningClientProbesTheDefaultPortOnce() {
    OTHER.answers("GET", POOLS, Recorded.answer(177));
    HttpRuntimeApi client = new HttpRuntimeApi(options(OTHER.address()));

    String first = failure(client).getMessage();
    String second = failure(client).getMessage();

    assertEquals(first, second);
    assertEquals(List.of("GET " + POOLS), OTHER.asked());
  }

  @Test
  void configuredAddressIsTheOnlyOneUsed() {
    Unreachable failure = failure(new HttpRuntimeApi(options(null)));

    assertEquals("cannot reach " + closed + ": connection refused", failure.getMessage());
  }

  @Test
  void hostThatIsUnknownIsNoReasonToLookElsewhere() {
    ClientOptions unknown =
        new ClientOptions(
            ServerAddress.of("http://no-such-host.invalid"),
            Duration.ofSeconds(30),
            Retries.NONE,
            null,
            Map.of(),
            TlsOptions.DEFAULT,
            ProxyRules.NONE,
            StubbedServer.AGENT,
            line -> {},
            sentence -> {},
            "NOETL_API_TOKEN",
            ServerAddress.of(OTHER.address()));

    assertEquals(
        "cannot reach http://no-such-host.invalid: the host name no-such-host.invalid is unknown",
        failure(new HttpRuntimeApi(unknown)).getMessage());
  }

  @Test
  void diagnosisSaysTheSameOfTheStepThatWasRefused() {
    OTHER.answers("GET", POOLS, Recorded.answer(177));
    try (HttpDiagnosis diagnosis = new HttpDiagnosis(options(OTHER.address()))) {
      List<DiagnosisStep> steps = diagnosis.steps();
      steps.get(0).look().find();

      Unreachable failure = assertThrows(Unreachable.class, () -> steps.get(1).look().find());

      assertEquals(
          "cannot reach "
              + closed
              + ": "
              + closed.substring("http://".length())
              + " refuses the connection, but a NoETL server answers at "
              + OTHER.address(),
          failure.getMessage());
      assertEquals(OTHER.address(), failure.elsewhere());
    }
  }
}
