package io.noetl.runtime.agent;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Tells systemd how it goes, as sd_notify(3) does: datagrams to the Unix socket that {@code
 * NOTIFY_SOCKET} names, for which Java itself has no class.
 */
public final class SystemdNotification {

  // What Linux calls these numbers, the same on every architecture that Java runs on.
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDTIMEO = 21;

  /** How long a service manager may keep this process waiting that has no room for a datagram. */
  private static final long PATIENCE_MICROS = 500_000;

  private static final int PATH_OFFSET = 2;
  private static final int LONGEST_PATH = 108;

  private final byte[] path;
  private final MethodHandle socket;
  private final MethodHandle setsockopt;
  private final MethodHandle sendto;
  private final MethodHandle close;

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
        || bytes.length > (isAbstract ? LONGEST_PATH : LONGEST_PATH - 1)) {
      throw new IllegalArgumentException(
          "it should be an absolute path or @NAME, of at most 107 bytes");
    }
    if (isAbstract) {
      bytes[0] = 0;
    }
    this.path = bytes;
    Linker linker = Linker.nativeLinker();
    this.socket =
        function(
            linker,
            "socket",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    this.setsockopt =
        function(
            linker,
            "setsockopt",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    this.sendto =
        function(
            linker,
            "sendto",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    this.close =
        function(
            linker, "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  @SuppressWarnings("restricted") // The signatures above are those of the manual pages.
  private static MethodHandle function(Linker linker, String name, FunctionDescriptor type) {
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  /**
   * Sends assignments, one a line, such as {@code READY=1}.
   *
   * @throws IOException when nobody listens there, or whoever does takes nothing
   */
  public void send(String assignments) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      byte[] text = assignments.getBytes(StandardCharsets.UTF_8);
      MemorySegment message = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
      MemorySegment address = arena.allocate(PATH_OFFSET + LONGEST_PATH, Short.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, PATH_OFFSET, path.length);
      // Seconds and microseconds.
      MemorySegment patience = arena.allocate(ValueLayout.JAVA_LONG, 2);
      patience.setAtIndex(ValueLayout.JAVA_LONG, 1, PATIENCE_MICROS);
      int descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      int limited =
          (int)
              setsockopt.invokeExact(
                  descriptor, SOL_SOCKET, SO_SNDTIMEO, patience, (int) patience.byteSize());
      assert descriptor < 0 || limited == 0;
      long sent =
          (long)
              sendto.invokeExact(
                  descriptor,
                  message,
                  (long) text.length,
                  MSG_NOSIGNAL,
                  address,
                  // An abstract name has no end mark: its length says where it ends.
                  PATH_OFFSET + path.length + (path[0] == 0 ? 0 : 1));
      if (descriptor >= 0) {
        int closed = (int) close.invokeExact(descriptor);
        assert closed == 0;
      }
      if (sent != text.length) {
        throw new IOException("nobody takes datagrams at the socket");
      }
    } catch (IOException | RuntimeException | Error known) {
      throw known;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
