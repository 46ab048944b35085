package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host of several addresses, of which some refuse the connection. Each case is a JVM of its own,
 * since a JVM resolves names in one way for ever.
 */
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

  @Test
  void programResolvesNamesThisWay() {
    assertEquals(
        Optional.of(RefusedLast.class),
        ServiceLoader.load(InetAddressResolverProvider.class).stream()
            .<Class<?>>map(ServiceLoader.Provider::type)
            .findFirst());
  }

  private String beats(String... addresses) throws Exception {
    return run(Integer.parseInt(SERVER.address().replaceFirst(".*:", "")), addresses);
  }

  private String run(int port, String... addresses) throws IOException, InterruptedException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(InetAddressResolverProvider.class.getName()), Names.class.getName());
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                "-Daddresses=" + String.join(",", addresses),
                Child.class.getName(),
                "http://many:" + port)
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), output);
    return output;
  }

  /** The program's own resolution above one that knows a single name. */
  public static final class Names extends InetAddressResolverProvider {

    @Override
    public InetAddressResolver get(Configuration configuration) {
      return RefusedLast.above(new OneName());
    }

    @Override
    public String name() {
      return "names of this test";
    }
  }

  private static final class OneName implements InetAddressResolver {

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      if (!host.equals("many")) {
        throw new UnknownHostException(host);
      }
      return Stream.of(System.getProperty("addresses").split(",")).map(InetAddress::ofLiteral);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      throw new UnknownHostException();
    }
  }

  /** Beats twice with one client, and says what came of it. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) {
      ClientOptions options =
          new ClientOptions(
              ServerAddress.of(args[0]),
              Duration.ofSeconds(30),
              null,
              Map.of(),
              StubbedServer.AGENT,
              line -> {});
      try (HttpRuntimeApi client = new HttpRuntimeApi(options)) {
        for (int beat = 0; beat < 2; beat++) {
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
