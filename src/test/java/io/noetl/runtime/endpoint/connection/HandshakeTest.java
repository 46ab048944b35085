package io.noetl.runtime.endpoint.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.endpoint.MetricsPage;
import io.noetl.runtime.endpoint.TestOptions;
import io.noetl.runtime.endpoint.TestTime;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS connections that are checked for timeouts in every phase of handshake and requests. */
@IntegrationTest
class HandshakeTest {

  private static final PrivateAuthority AUTHORITY = PrivateAuthority.MADE;
  private static final SSLContext CLIENT = AUTHORITY.clientContext();
  private static final int LOOKS_BETWEEN = 5;

  private final AtomicLong looks = new AtomicLong();
  private final LostConnections lost = new LostConnections(null, false);
  private final TestTime time = new TestTime();
  private HttpListener listener;
  private Thread watch;
  private int port;

  /** Answers after it has read the body. */
  private static final class Answering extends Handler.Abstract.NonBlocking {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Source.asByteBuffer(
          request,
          Promise.from(
              body -> response.write(true, ByteBuffer.wrap(new byte[3]), callback),
              callback::failed));
      return true;
    }
  }

  private void listen(Path clientAuthority) {
    TestOptions options = new TestOptions();
    options.tls =
        new EndpointOptions.TlsFiles(
            AUTHORITY.certificate("server"), AUTHORITY.key("server"), clientAuthority);
    listener =
        new HttpListener(
            options.build(), new Answering(), new ErrorHandler(), lost, new MemoryBudgets());
    port = listener.start();
    RequestTimeouts arrivals = listener.requestTimeouts(time);
    // Much more often than the endpoint does, so that every phase is checked.
    watch =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (!Thread.interrupted()) {
                arrivals.tick();
                looks.incrementAndGet();
                Thread.yield();
              }
            });
  }

  @AfterEach
  void stop() throws InterruptedException {
    watch.interrupt();
    watch.join(Duration.ofSeconds(30));
    listener.stop();
  }

  /** Waits until the connections were checked some more times. */
  private void awaitLooks() {
    long enough = looks.get() + LOOKS_BETWEEN;
    while (looks.get() < enough && watch.isAlive()) {
      Thread.onSpinWait();
    }
  }

  private PausingTlsClient client(SSLParameters parameters) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    SSLEngine engine = CLIENT.createSSLEngine("127.0.0.1", port);
    engine.setUseClientMode(true);
    engine.setSSLParameters(parameters);
    return new PausingTlsClient(socket, engine, this::awaitLooks);
  }

  private static String head(String host) {
    return "POST /x HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\n\r\n";
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3,false", "TLSv1.2,false", "TLSv1.3,true", "TLSv1.2,true"})
  void checksOfTimeoutsDisturbNeitherHandshakesNorRequests(String protocol, boolean knowsClients)
      throws IOException {
    listen(knowsClients ? AUTHORITY.cacert() : null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    for (int i = 0; i < 25; i++) {
      try (PausingTlsClient client = client(parameters)) {
        client.shakeHands();
        for (int j = 0; j < 2; j++) {
          assertEquals("HTTP/1.1 200 OK", client.ask(head("localhost"), "{}"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.0.0.1:8443", "[::1]:8443", "elsewhere.example", "some_service"})
  void hostNeedNotBeNamedByTheCertificate(String host) throws IOException {
    listen(null);
    try (PausingTlsClient client = client(new SSLParameters())) {
      client.shakeHands();
      assertEquals("HTTP/1.1 200 OK", client.ask(head(host), "{}"));
    }
  }

  @Test
  void serverNameNeedNotBeNamedByTheCertificate() throws IOException {
    listen(null);
    SSLParameters parameters = new SSLParameters();
    parameters.setServerNames(List.of(new SNIHostName("elsewhere.example")));
    try (PausingTlsClient client = client(parameters)) {
      client.shakeHands();
      assertEquals("HTTP/1.1 200 OK", client.ask(head("third.example"), "{}"));
    }
  }

  @Test
  void renegotiationIsRefused() throws IOException {
    listen(null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.2"});
    try (PausingTlsClient client = client(parameters)) {
      client.shakeHands();
      assertEquals("HTTP/1.1 200 OK", client.ask(head("localhost"), "{}"));
      assertThrows(IOException.class, client::shakeHands);
    }
  }

  @Test
  void idleConnectionAfterItsHandshakeIsLeftAlone() throws IOException {
    listen(null);
    try (PausingTlsClient client = client(new SSLParameters())) {
      client.shakeHands();
      // The client completes the handshake a little earlier than the server.
      assertEquals("HTTP/1.1 200 OK", client.ask(head("localhost"), "{}"));
      for (int i = 0; i < 3; i++) {
        time.passes(20);
        awaitLooks();
        assertEquals("HTTP/1.1 200 OK", client.ask(head("localhost"), "{}"));
      }
    }
    assertEquals(0, count("slow_handshake"));
  }

  @Test
  void stalledHandshakeIsClosedAndCounted() throws IOException {
    listen(null);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      awaitLooks();
      while (count("slow_handshake") == 0) {
        time.passes(5);
        awaitLooks();
      }
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void connectionWithoutTlsIsCounted() throws IOException {
    listen(null);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().readAllBytes();
      assertEquals(1, count("handshake_failed"));
    }
  }

  private long count(String reason) {
    String before = "{reason=\"" + reason + "\"} ";
    return MetricsPage.of(lost)
        .lines()
        .filter(line -> line.contains(before))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
