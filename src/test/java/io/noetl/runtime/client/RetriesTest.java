package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static io.noetl.runtime.client.Requests.deregistration;
import static io.noetl.runtime.client.Requests.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {

  private static final String BEAT = "/api/worker/pool/heartbeat";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  private final RecordedTime time = new RecordedTime();
  private final List<String> trace = new ArrayList<>();

  // One deadline for a whole command

  @Test
  void deadlineForAllCallsLimitsTheLaterOnesToTheRemainingTime() {
    SERVER.answersInTurn(
        "POST",
        BEAT,
        failure(503).withHeader("Retry-After", "1"),
        Recorded.answer(86),
        failure(503).withHeader("Retry-After", "1"));
    Retries shared = new Retries(1, Duration.ofMillis(1_500), true, new ScriptedChance(0), time);
    HttpRuntimeApi client = SERVER.client(shared, trace::add);

    assertEquals("ok", client.heartbeat(beat("hb1")).status());
    assertThrows(Unavailable.class, () -> client.heartbeat(beat("hb1")));

    assertEquals(List.of(1_000L), time.waits());
  }

  // What is tried again

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void passingFailureIsTriedAgain(int status) {
    SERVER.answersInTurn("POST", BEAT, failure(status), Recorded.answer(86));

    assertEquals("ok", SERVER.client(time.retries(1), trace::add).heartbeat(beat("hb1")).status());
    assertEquals(2, SERVER.asked().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 400, 401, 402, 403, 404, 405, 409, 410, 413, 415, 422, 501, 505, 599})
  void failureThatWillNotPassIsNotTriedAgain(int status) {
    SERVER.answers("POST", BEAT, failure(status));

    RuntimeApiException failed =
        assertThrows(
            RuntimeApiException.class,
            () -> SERVER.client(time.retries(3), trace::add).heartbeat(beat("hb1")));

    assertEquals(status, failed.httpStatus());
    assertEquals(1, SERVER.asked().size());
    assertEquals(List.of(), time.waits());
  }

  @Test
  void everyVerbIsTriedAgain() {
    SERVER.answersInTurn("POST", "/api/worker/pool/register", failure(503), Recorded.answer(0));
    SERVER.answersInTurn(
        "DELETE", "/api/worker/pool/deregister", failure(503), Recorded.answer(135));
    SERVER.answersInTurn("GET", "/api/worker/pools", failure(503), Recorded.answer(177));
    HttpRuntimeApi client = SERVER.client(time.retries(1), trace::add);

    client.register(registration("{'name':'w-min'}"));
    client.deregister(deregistration(RuntimeKind.WORKER_POOL, "ddelete"));
    client.list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL));

    assertEquals(3, time.waits().size());
    assertEquals(6, SERVER.asked().size());
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
  void connectionThatBreaksAfterSendingIsTriedAgain(Fault fault) {
    SERVER.answersInTurn("POST", BEAT, WireMock.aResponse().withFault(fault), Recorded.answer(86));

    assertEquals("ok", SERVER.client(time.retries(1), trace::add).heartbeat(beat("hb1")).status());
    assertEquals(2, SERVER.asked().size());
    assertEquals(1, time.waits().size());
  }

  @Test
  void refusedConnectionIsTriedAgainAndItsErrorReported() throws IOException {
    String address;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      address = "http://127.0.0.1:" + closed.getLocalPort();
    }
    HttpRuntimeApi client = SERVER.client(address, Duration.ofSeconds(30), time.retries(2));

    Unreachable failed = assertThrows(Unreachable.class, () -> client.heartbeat(beat("hb1")));

    assertEquals("cannot reach " + address + ": connection refused", failed.getMessage());
    assertEquals(2, time.waits().size());
  }

  @Test
  void lastFailureIsReportedWhenTheTriesAreUsedUp() {
    SERVER.answersInTurn("POST", BEAT, failure(500), failure(502), failure(503));

    Unavailable failed =
        assertThrows(
            Unavailable.class,
            () -> SERVER.client(time.retries(2), trace::add).heartbeat(beat("hb1")));

    assertEquals(503, failed.httpStatus());
    assertEquals(3, SERVER.asked().size());
  }

  // How long is waited

  @ParameterizedTest
  @CsvSource({
    "0, '0, 0, 0, 0, 0, 0, 0'",
    "0.5, '250, 500, 1000, 2000, 4000, 5000, 5000'",
    "1, '500, 1000, 2000, 4000, 8000, 10000, 10000'"
  })
  void backOffDoublesFromHalfASecondToTenAndIsJitteredFromZero(double share, String millis) {
    Retries retries = time.retries(9, MINUTE, new ScriptedChance(share));

    assertEquals(
        List.of(millis.split(", ")),
        IntStream.rangeClosed(1, 7)
            .mapToObj(repetition -> "" + retries.delay(repetition, null).toMillis())
            .toList());
  }

  @Test
  void backOffOfManyRepetitionsStaysAtTenSeconds() {
    Retries retries = time.retries(9, MINUTE, new ScriptedChance(1));

    assertEquals(Duration.ofSeconds(10), retries.delay(1_000, null));
  }

  @Test
  void jitterFillsItsRange() {
    Retries retries = time.retries(9, MINUTE, new SplittableRandom(42));
    List<Long> drawn =
        IntStream.range(0, 1_000).mapToObj(i -> retries.delay(3, null).toMillis()).toList();

    assertTrue(drawn.stream().allMatch(millis -> millis >= 0 && millis <= 2_000));
    for (int quarter = 0; quarter < 4; quarter++) {
      long from = quarter * 500L;
      long count = drawn.stream().filter(ms -> ms >= from && ms < from + 500).count();
      assertTrue(count > 200 && count < 300, count + " draws from " + from + " ms on");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 2000", "1, 2000", "2, 2000", "3, 3000", "60, 60000"})
  void serversWishIsTheLeastThatIsWaited(long retryAfter, long millis) {
    Retries retries = time.retries(9, MINUTE, new ScriptedChance(1));

    assertEquals(Duration.ofMillis(millis), retries.delay(3, Duration.ofSeconds(retryAfter)));
  }

  // The deadline

  @Test
  void tryThatCouldNotBeginBeforeTheDeadlineIsNotMade() {
    SERVER.answers("POST", BEAT, failure(503).withHeader("Retry-After", "10"));
    Retries retries = time.retries(9, Duration.ofSeconds(25), new ScriptedChance(0));

    Unavailable failed =
        assertThrows(
            Unavailable.class, () -> SERVER.client(retries, trace::add).heartbeat(beat("hb1")));

    assertEquals(503, failed.httpStatus());
    assertEquals(List.of(10_000L, 10_000L), time.waits());
    assertEquals(3, SERVER.asked().size());
  }

  @Test
  void tryThatWouldBeginWithTheDeadlineIsNotMade() {
    SERVER.answers("POST", BEAT, failure(503).withHeader("Retry-After", "10"));
    Retries retries = time.retries(9, Duration.ofSeconds(10), new ScriptedChance(0));

    assertThrows(
        Unavailable.class, () -> SERVER.client(retries, trace::add).heartbeat(beat("hb1")));

    assertEquals(List.of(), time.waits());
  }

  @Test
  void deadlineSpansAllCallsOfARequest() {
    // The heartbeat waits for nine of its ten seconds; registering may not wait for nine more.
    SERVER.answersInTurn(
        "POST", BEAT, failure(503).withHeader("Retry-After", "9"), Recorded.answer(95));
    SERVER.answers("GET", "/api/worker/pools", Recorded.answer(177));
    SERVER.answers(
        "POST", "/api/worker/pool/register", failure(503).withHeader("Retry-After", "9"));
    Retries retries = time.retries(9, Duration.ofSeconds(10), new ScriptedChance(0));
    HttpRuntimeApi client = SERVER.client(retries, trace::add);

    assertThrows(
        Unavailable.class,
        () ->
            client.heartbeat(
                new RuntimeHeartbeatRequest(
                    "p",
                    RuntimeKind.WORKER_POOL,
                    TestJson.object("{\"name\":\"p\",\"runtime\":\"python\"}"))));

    assertEquals(List.of(9_000L), time.waits());
  }

  @Test
  void interruptedWaitEndsTheCommand() {
    SERVER.answers("POST", BEAT, failure(503));
    Retries retries =
        new Retries(
            3,
            MINUTE,
            new ScriptedChance(0),
            new Retries.Time() {
              @Override
              public long nanos() {
                return 0;
              }

              @Override
              public void sleep(Duration duration) throws InterruptedException {
                throw new InterruptedException();
              }
            });

    TimedOut stopped =
        assertThrows(
            TimedOut.class, () -> SERVER.client(retries, trace::add).heartbeat(beat("hb1")));

    assertTrue(Thread.interrupted());
    assertEquals("interrupted between two tries", stopped.getMessage());
  }

  // What -v shows

  @Test
  void everyTryIsShown() {
    SERVER.answersInTurn(
        "POST",
        BEAT,
        failure(503).withHeader("Retry-After", "2"),
        WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE),
        Recorded.answer(86));
    Retries retries = time.retries(3, MINUTE, new ScriptedChance(1));

    SERVER.client(retries, trace::add).heartbeat(beat("hb1"));

    assertEquals(
        List.of(
            "* status 503: try 2 of 4 in 2000 ms",
            "* cannot reach "
                + SERVER.address()
                + ": the connection was lost: Unexpected end of file from server: try 3 of 4 in"
                + " 1000 ms"),
        trace.stream().filter(line -> line.startsWith("*")).toList());
    assertEquals(3, trace.stream().filter(("> POST " + SERVER.address() + BEAT)::equals).count());
  }

  @Test
  void tryThatIsNotMadeIsNotShown() {
    SERVER.answers("POST", BEAT, failure(503));

    assertThrows(
        Unavailable.class, () -> SERVER.client(time.retries(0), trace::add).heartbeat(beat("hb1")));

    assertEquals(List.of(), trace.stream().filter(line -> line.startsWith("*")).toList());
  }

  private static ResponseDefinitionBuilder failure(int status) {
    return WireMock.aResponse().withStatus(status);
  }
}
