package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;

/** The socket of a service manager, for which Java has no class: a small program listens. */
final class NotifySocket implements AutoCloseable {

  private static final String LISTENER =
      """
      import socket, sys, time
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      a = sys.argv[1]
      s.bind('\\0' + a[1:] if a[0] == '@' else a)
      if len(sys.argv) > 2:
          c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
          c.setblocking(False)
          try:
              while True: c.sendto(b'', s.getsockname())
          except BlockingIOError: print('bound')
          time.sleep(1000)
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
    this(new ProcessBuilder("python3", "-u", "-c", LISTENER, address));
  }

  private NotifySocket(ProcessBuilder program) throws Exception {
    ProcessHome.assumeInstalled("python3", "python3");
    listener = program.redirectErrorStream(true).start();
    said = listener.inputReader();
    assertEquals("bound", said.readLine());
  }

  /** A socket that is full, and of which nothing is taken. */
  static NotifySocket stalled(String address) throws Exception {
    return new NotifySocket(
        new ProcessBuilder("python3", "-u", "-c", LISTENER, address, "stalled"));
  }

  /** The next datagram, its lines joined with bars. */
  String next() throws IOException {
    return said.readLine();
  }

  @Override
  public void close() {
    listener.descendants().forEach(ProcessHandle::destroyForcibly);
    listener.destroyForcibly();
  }
}
