package io.noetl.runtime.agent;

import io.noetl.runtime.posix.SocketCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Notifies systemd of the state of this process, as sd_notify(3) does: datagrams to the Unix socket
 * that {@code NOTIFY_SOCKET} names.
 */
public final class SystemdNotification {

  /** How long to wait for a service manager that has no room for a datagram. */
  private static final Duration SEND_TIMEOUT = Duration.ofMillis(500);

  private final byte[] path;

  /**
   * Notifications to a socket.
   *
   * @param address a path, or after {@code @} a name without a file
   * @throws IllegalArgumentException with a sentence where it is neither
   */
  public SystemdNotification(String address) {
    byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
    boolean isAbstract = address.startsWith("@");
    if (!(isAbstract || address.startsWith("/"))
        || bytes.length < 2
        || bytes.length
            > (isAbstract ? SocketCalls.MOST_ADDRESS_BYTES : SocketCalls.MOST_ADDRESS_BYTES - 1)) {
      throw new IllegalArgumentException(
          "it should be an absolute path or @NAME, of at most 107 bytes");
    }
    if (isAbstract) {
      bytes[0] = 0;
    }
    this.path = bytes;
  }

  /**
   * Sends assignments, one a line, such as {@code READY=1}.
   *
   * @throws IOException when no process receives datagrams there, or it has no room for them
   */
  public void send(String assignments) throws IOException {
    if (!SocketCalls.send(path, assignments.getBytes(StandardCharsets.UTF_8), SEND_TIMEOUT)) {
      throw new IOException("no process receives datagrams at the socket");
    }
  }
}
