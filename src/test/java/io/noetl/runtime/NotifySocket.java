package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;

/** The socket of a service manager, for which Java has no class: a small program listens. */
final class NotifySocket implements AutoCloseable {

  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      a = sys.argv[1]
      s.bind('\\0' + a[1:] if a[0] == '@' else a)
      print('bound')
      while True:
          m = s.recv(4096).decode()
          print(m.replace('\\n', '|'))
          if 'STOPPING' in m: break
      """;

  private final Process listener;
  private final BufferedReader said;

  /** Listens at a path, or after {@code @} at a name without a file, until it hears of the end. */
  NotifySocket(String address) throws Exception {
    ProcessHome.assumeInstalled("python3", "python3");
    listener =
        new ProcessBuilder("python3", "-u", "-c", LISTENER, address)
            .redirectErrorStream(true)
            .start();
    said = listener.inputReader();
    assertEquals("bound", said.readLine());
  }

  /** The next datagram, its lines joined with bars. */
  String next() throws IOException {
    return said.readLine();
  }

  @Override
  public void close() {
    listener.destroyForcibly();
  }
}
