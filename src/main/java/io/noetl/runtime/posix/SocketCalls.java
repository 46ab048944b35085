package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * Calls about datagram sockets of the kind unix(7), for which Java itself has no class. An address
 * is a path, or a name of the abstract kind, which begins with a NUL.
 */
public final class SocketCalls {

  /** The most bytes that an address has. */
  public static final int MOST_ADDRESS_BYTES = 108;

  // Linux has the same numbers on every architecture that Java runs on.
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDTIMEO = 21;

  /** Where a struct sockaddr_un has the address: after the family. */
  private static final int ADDRESS_OFFSET = 2;

  private static final CFunction SOCKET = new CFunction("socket");
  private static final CFunction BIND = new CFunction("bind");
  private static final CFunction CONNECT = new CFunction("connect");
  private static final CFunction SETSOCKOPT = new CFunction("setsockopt");
  private static final CFunction SENDTO = new CFunction("sendto");

  private SocketCalls() {}

  /** Binds a new socket to an address until this process ends; false where it cannot. */
  public static boolean bind(byte[] address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = socketAddress(address, arena);
      int socket = socket();
      boolean isBound = BIND.call(socket, name.address(), name.byteSize()) == 0;
      if (!isBound && socket >= 0) {
        boolean _ = FileCalls.close(socket);
      }
      return isBound;
    }
  }

  /** Whether a connection to an address is refused because no socket is bound to it. */
  public static boolean isRefused(byte[] address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = socketAddress(address, arena);
      int socket = socket();
      int status = CONNECT.callForErrno(socket, name.address(), name.byteSize());
      boolean isRefused = status == -Errno.ECONNREFUSED;
      return FileCalls.close(socket) && isRefused;
    }
  }

  /**
   * Sends one datagram to an address.
   *
   * @param timeout how long to wait for room at the receiver
   * @return whether the receiver took all of it
   */
  public static boolean send(byte[] address, byte[] datagram, Duration timeout) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = arena.allocateFrom(JAVA_BYTE, datagram);
      MemorySegment name = socketAddress(address, arena);
      int socket = socket();
      limitSending(socket, timeout, arena);
      long sent =
          SENDTO.callLong(
              socket,
              message.address(),
              datagram.length,
              MSG_NOSIGNAL,
              name.address(),
              name.byteSize());
      if (socket >= 0) {
        boolean closed = FileCalls.close(socket);
        assert closed;
      }
      return sent == datagram.length;
    }
  }

  private static void limitSending(int socket, Duration timeout, Arena arena) {
    // A struct timeval: seconds and microseconds.
    MemorySegment time = arena.allocate(JAVA_LONG, 2);
    time.setAtIndex(JAVA_LONG, 0, timeout.toSeconds());
    time.setAtIndex(JAVA_LONG, 1, timeout.toNanosPart() / 1000);
    int limited = SETSOCKOPT.call(socket, SOL_SOCKET, SO_SNDTIMEO, time.address(), time.byteSize());
    assert socket < 0 || limited == 0;
  }

  private static int socket() {
    return SOCKET.call(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
  }

  /** A path ends with a NUL; an abstract name has no end mark, its length says where it ends. */
  private static MemorySegment socketAddress(byte[] address, Arena arena) {
    int end = address[0] == 0 ? 0 : 1;
    MemorySegment name = arena.allocate((long) ADDRESS_OFFSET + address.length + end, Short.BYTES);
    name.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(address, 0, name, JAVA_BYTE, ADDRESS_OFFSET, address.length);
    return name;
  }
}
