package io.noetl.runtime.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files, servers and programs that metrics are read from. */
class MetricSourceTest {

  @TempDir private Path folder;

  private static String reason(MetricSource source) {
    return String.valueOf(assertThrows(IOException.class, source::text).getMessage());
  }

  @Test
  void fileIsReadAnew() throws Exception {
    Path file = folder.resolve("metrics");
    MetricSource source = MetricSource.of(file.toString());
    assertEquals(file.toString(), source.description());
    assertEquals("there is no such file", reason(source));
    Files.writeString(file, "a=1");
    assertEquals("a=1", source.text());
    Files.writeString(file, "a=2");
    assertEquals("a=2", source.text());
    Files.write(file, new byte[(1 << 20) + 1]);
    assertEquals("more than 1 MiB", reason(source));
    assertEquals("not a regular file", reason(MetricSource.of(folder.toString())));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void urlIsRead() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    TestServer server =
        TestServer.start(
            Thread::startVirtualThread,
            exchange -> {
              switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> TestServer.answer(exchange, 200, "a 1\n");
                case "/large" -> TestServer.answer(exchange, 200, "a".repeat(2 << 20));
                case "/endless" -> {
                  exchange.sendResponseHeaders(200, 0);
                  exchange.getResponseBody().write(new byte[2 << 20]);
                  exchange.close();
                }
                case "/slow" -> await(end);
                default -> TestServer.answer(exchange, 404, "");
              }
            });
    String address = server.address();
    try {
      assertEquals("a 1\n", MetricSource.of(address + "/metrics?x=1").text());
      assertEquals(
          address + "/metrics", MetricSource.of(address + "/metrics?token=x").description());
      assertEquals("the server answered 404", reason(MetricSource.of(address + "/")));
      assertEquals("more than 1 MiB", reason(MetricSource.of(address + "/large")));
      assertEquals("more than 1 MiB", reason(MetricSource.of(address + "/endless")));
      long begun = System.nanoTime();
      assertEquals("not ready within 2 s", reason(MetricSource.of(address + "/slow")));
      assertTrue(System.nanoTime() - begun < Duration.ofSeconds(10).toNanos());
    } finally {
      end.countDown();
      server.close();
    }
    assertEquals("Connection refused", reason(MetricSource.of(address + "/metrics")));
  }

  /** Each byte comes in time; only the head as a whole does not. */
  @Test
  @Timeout(30)
  void connectionOfSlowHeadIsClosed() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Integer> afterRequest = new FutureTask<>(() -> sendSlowHead(server));
      Thread.startVirtualThread(afterRequest);
      MetricSource source = MetricSource.of("http://127.0.0.1:" + server.getLocalPort() + "/");
      assertEquals("not ready within 2 s", reason(source));
      assertEquals(-1, afterRequest.get());
    }
  }

  /** Sends one byte of the head each time that the client is silent; gives what ends that. */
  private static int sendSlowHead(ServerSocket server) throws IOException {
    try (Socket client = server.accept()) {
      client.setSoTimeout(100);
      client.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
      while (true) {
        try {
          int next = client.getInputStream().read();
          if (next < 0) {
            return next;
          }
        } catch (SocketTimeoutException silent) {
          client.getOutputStream().write('x');
        }
      }
    } catch (SocketException reset) {
      return -1;
    }
  }

  @Test
  void commandIsRun() throws Exception {
    MetricSource source = MetricSource.of("!sh -c 'echo \"a=$((1 + 2))\"; echo no >&2'");
    assertEquals("a=3\n", source.text());
    assertEquals("sh", source.description());
    assertEquals("a=$HOME\n", MetricSource.of("!echo 'a=$HOME'").text(), "without a shell");
    assertEquals("", MetricSource.of("!cat").text(), "standard input is empty");
    assertEquals("exit status 3", reason(MetricSource.of("!sh -c 'echo a=1; exit 3'")));
    assertEquals("no such command", reason(MetricSource.of("!/nowhere/stats")));
    assertEquals("the command cannot be started", reason(MetricSource.of("!" + folder)));
    assertEquals("more than 1 MiB", reason(MetricSource.of("!head -c 2000000 /dev/zero")));
  }

  /** The shell does not become the sleeping program, since it has more to do. */
  @Test
  void commandThatTakesTooLongIsKilledWithItsChildren() throws Exception {
    Path pid = folder.resolve("pid");
    MetricSource source =
        MetricSource.of("!sh -c 'sleep 600 & echo $! > " + pid + "; wait; echo a=1'");
    assertEquals("not ready within 2 s", reason(source));
    long sleeper = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(sleeper)
        .ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    assertFalse(ProcessHandle.of(sleeper).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void interruptionEndsTheCommand() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> MetricSource.of("!sleep 600").text());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "\" \" | no source is named",
        "! | there is no command after !",
        "!echo 'a | a quote in the command is not closed",
        "a\0b | the file name is invalid",
        "http:// | the URL is invalid",
        "http://a b/ | the URL is invalid",
        "https:///metrics | the URL has no host",
        "http://u:p@h/ | the URL holds a user name, which is not sent",
      })
  void badSourceIsRefused(String source, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> MetricSource.of(source)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "a b  c | [a, b, c]",
        "'a b' c | [a b, c]",
        "a\\ b \"c 'd\" | [a b, c 'd]",
        "a'b'\"c\" '' | [abc, ]",
        "'a\\b' \"c\\\"d\" | [a\\b, c\"d]",
      })
  void commandsAreSplitLikeInAShell(String line, String words) {
    assertEquals(words, CommandWords.of(line).toString());
  }
}
