package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.noetl.runtime.ChildJvm;
import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A host of several addresses, of which some refuse the connection. Each case is a JVM of its own,
 * since a JVM keeps its way to resolve names.
 */
@IntegrationTest
class SeveralAddressesTest {

  private static final String BEAT = "/api/worker/pool/heartbeat";

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  @TempDir private Path directory;

  @Test
  void nextAddressIsTriedWhenOneRefuses() throws Exception {
    SERVER.answers("POST", BEAT, Recorded.answer(86));

    assertEquals("ok\nok\n", beats("127.0.0.2", "127.0.0.1"));
    assertEquals(2, SERVER.asked().size());
  }

  @Test
  void addressAfterSeveralThatRefuseIsTried() throws Exception {
    SERVER.answers("POST", BEAT, Recorded.answer(86));

    assertEquals("ok\nok\n", beats("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.1"));
  }

  @Test
  void firstAddressIsEnoughWhenItAnswers() throws Exception {
    SERVER.answers("POST", BEAT, Recorded.answer(86));

    assertEquals("ok\nok\n", beats("127.0.0.1", "127.0.0.2"));
  }

  @Test
  void hostWhoseAddressesAllRefuseIsUnreachable() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      closed = socket.getLocalPort();
    }
    String sentence = "cannot reach http://many:" + closed + ": connection refused\n";

    assertEquals(sentence + sentence, run(closed, "127.0.0.2", "127.0.0.3"));
  }

  /** Heartbeats of one resident process, while its server's addresses change. */
  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void serverThatIsReachableIsFoundAgainAndAgain(boolean rotates, boolean isProxy)
      throws Exception {
    List<String> addresses = List.of("127.0.0.2", "127.0.0.3", "127.0.0.4");
    try (Fleet fleet = new Fleet(addresses);
        Staying staying = new Staying(start(fleet.port, rotates, isProxy, addresses))) {
      assertEquals("ok", staying.beat());
      for (int i = 0; i < 12; i++) {
        String alone = addresses.get(i % addresses.size());
        fleet.onlyThereIs(List.of(alone));
        for (int beat = 0; beat < 2; beat++) {
          assertEquals("ok", staying.beat(), "round " + i);
          assertEquals(alone, fleet.asked.removeLast());
        }
      }
      fleet.onlyThereIs(List.of());
      assertTrue(staying.beat().startsWith("cannot reach "));
      fleet.onlyThereIs(addresses);
      assertEquals("ok", staying.beat());
    }
  }

  @Test
  void addressThatWorkedIsKeptWhenThoseThatRefusedAreBack() throws Exception {
    List<String> addresses = List.of("127.0.0.2", "127.0.0.3", "127.0.0.4");
    try (Fleet fleet = new Fleet(addresses);
        Staying staying = new Staying(start(fleet.port, true, false, addresses))) {
      fleet.onlyThereIs(List.of("127.0.0.4"));
      assertEquals("ok", staying.beat());
      fleet.onlyThereIs(addresses);
      fleet.asked.clear();
      for (int beat = 0; beat < 6; beat++) {
        assertEquals("ok", staying.beat());
      }
      assertEquals(Collections.nCopies(6, "127.0.0.4"), List.copyOf(fleet.asked));
    }
  }

  /** One port on several addresses, each of which may be closed. */
  private static final class Fleet implements AutoCloseable {

    private final int port;
    private final Map<String, HttpServer> there = new HashMap<>();
    private final Deque<String> asked = new ConcurrentLinkedDeque<>();

    private Fleet(List<String> addresses) throws IOException {
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      onlyThereIs(addresses);
    }

    private void onlyThereIs(List<String> addresses) throws IOException {
      for (String gone : List.copyOf(there.keySet())) {
        if (!addresses.contains(gone)) {
          there.remove(gone).stop(0);
        }
      }
      for (String address : addresses) {
        if (!there.containsKey(address)) {
          HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
          server.createContext(
              "/",
              exchange -> {
                asked.add(address);
                byte[] body =
                    "{\"status\":\"ok\",\"name\":\"hb1\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
              });
          server.start();
          there.put(address, server);
        }
      }
    }

    @Override
    public void close() {
      there.values().forEach(server -> server.stop(0));
    }
  }

  /** A process that sends a heartbeat for each line of its input. */
  private record Staying(Process process, BufferedReader said) implements AutoCloseable {

    private Staying(Process process) {
      this(process, process.inputReader());
    }

    private String beat() throws IOException {
      process.outputWriter().append("beat\n").flush();
      return said.readLine();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void programResolvesNamesThisWay() {
    assertEquals(
        Optional.of(FailoverResolver.class),
        ServiceLoader.load(InetAddressResolverProvider.class).stream()
            .<Class<?>>map(ServiceLoader.Provider::type)
            .findFirst());
  }

  private String beats(String... addresses) throws Exception {
    return run(Integer.parseInt(SERVER.address().replaceFirst(".*:", "")), addresses);
  }

  private String run(int port, String... addresses) throws IOException, InterruptedException {
    Process child = start(port, false, false, List.of(addresses));
    try (Writer twice = child.outputWriter()) {
      twice.append("beat\nbeat\n");
    }
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), output);
    return output;
  }

  private Process start(int port, boolean rotates, boolean isProxy, List<String> addresses)
      throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(InetAddressResolverProvider.class.getName()), Names.class.getName());
    return ChildJvm.of(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                "-Daddresses=" + String.join(",", addresses),
                "-Drotates=" + rotates),
            Child.class,
            isProxy ? "http://elsewhere:1" : "http://many:" + port,
            isProxy ? "http://many:" + port : "")
        .start();
  }

  /** The program's own resolution above one that knows a single name. */
  public static final class Names extends InetAddressResolverProvider {

    @Override
    public InetAddressResolver get(Configuration configuration) {
      return FailoverResolver.above(new OneName());
    }

    @Override
    public String name() {
      return "names of this test";
    }
  }

  private static final class OneName implements InetAddressResolver {

    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      if (!host.equals("many")) {
        throw new UnknownHostException(host);
      }
      List<String> addresses = new ArrayList<>(List.of(System.getProperty("addresses").split(",")));
      if (Boolean.getBoolean("rotates")) {
        Collections.rotate(addresses, asked.getAndIncrement());
      }
      return addresses.stream().map(InetAddress::ofLiteral);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      throw new UnknownHostException();
    }
  }

  /** Sends a heartbeat with one client for each line of input, and prints the result. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) throws IOException {
      ClientOptions options =
          new ClientOptions(
              ServerAddress.of(args[0]),
              Duration.ofSeconds(30),
              Retries.NONE,
              null,
              Map.of(),
              TlsOptions.DEFAULT,
              ProxyRules.from(Map.of("HTTP_PROXY", args[1])),
              StubbedServer.AGENT,
              line -> {});
      try (HttpRuntimeApi client = new HttpRuntimeApi(options)) {
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in));
        while (told.readLine() != null) {
          System.out.println(answer(client));
        }
      }
    }

    private static String answer(HttpRuntimeApi client) {
      try {
        return client
            .heartbeat(new RuntimeHeartbeatRequest("hb1", RuntimeKind.WORKER_POOL, null))
            .status();
      } catch (RuntimeApiException failed) {
        return failed.getMessage();
      }
    }
  }
}
