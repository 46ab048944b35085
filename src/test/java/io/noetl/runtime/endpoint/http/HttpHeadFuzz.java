package io.noetl.runtime.endpoint.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Random bytes on a connection: each answer has a status that a client can cause, and the
 * connection is closed.
 */
public final class HttpHeadFuzz implements AutoCloseable {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d+)[^\r\n]*\r\n");

  /** Longer than an answer takes on a loaded machine, but short enough to report a hang. */
  private static final int PATIENCE_MILLIS = 60_000;

  private Path folder;
  private RuntimeService registry;
  private TestEndpoint endpoint;

  @FuzzTest(lifecycle = Lifecycle.PER_TEST)
  public void check(byte[] input) {
    try {
      start();
      String answers = new String(answers(input), StandardCharsets.ISO_8859_1);
      Fuzzing.holds(answers.isEmpty() || answers.startsWith("HTTP/1."), "no HTTP: " + answers);
      Matcher status = STATUS.matcher(answers);
      while (status.find()) {
        int code = Integer.parseInt(status.group(1));
        Fuzzing.holds(code < 500 || code == 501 || code == 505, "status " + code);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private byte[] answers(byte[] input) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(input);
      out.flush();
      socket.shutdownOutput();
      return socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      // The server may close the connection before it has read everything.
      return new byte[0];
    }
  }

  private void start() throws IOException {
    if (endpoint == null) {
      folder = Files.createTempDirectory("fuzz");
      registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
      endpoint = TestEndpoint.start(registry);
    }
  }

  @Override
  public void close() throws IOException {
    if (endpoint != null) {
      endpoint.close();
      registry.close();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
      endpoint = null;
    }
  }
}
