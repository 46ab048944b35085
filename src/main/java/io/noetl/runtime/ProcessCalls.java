package io.noetl.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.noetl.runtime.cli.process.KernelCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/** The C library, for what proc(5) does not say of processes. */
@SuppressWarnings("restricted") // the launcher allows native access
final class ProcessCalls implements KernelCalls {

  // errno(3), as on every Linux that Java runs on.
  private static final int NO_SUCH_PROCESS = 3;
  private static final int REFUSED = 111;

  private static final int SINCE_BOOT = 7;
  private static final double NANOS = 1e9;

  // AF_UNIX, and SOCK_DGRAM with SOCK_CLOEXEC, of socket(2).
  private static final int LOCAL = 1;
  private static final int DATAGRAMS = 2 | 0x80000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERROR_NUMBER = STATE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle KILL = function("kill", JAVA_INT, JAVA_INT);
  private static final MethodHandle TIME = function("clock_gettime", JAVA_INT, ADDRESS);
  private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = function("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONNECT = function("connect", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT);

  private static MethodHandle function(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(),
        FunctionDescriptor.of(JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  @Override
  public boolean exists(int pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int status = (int) KILL.invokeExact(state, pid, 0);
      return status == 0 || (int) ERROR_NUMBER.get(state, 0L) != NO_SUCH_PROCESS;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  @Override
  public double sinceBoot() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      int status = (int) TIME.invokeExact(arena.allocate(STATE), SINCE_BOOT, time);
      if (status != 0) {
        throw new IllegalStateException("clock_gettime gave " + status);
      }
      return time.getAtIndex(JAVA_LONG, 0) + time.getAtIndex(JAVA_LONG, 1) / NANOS;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  @Override
  public boolean take(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment address = address(name, arena);
      int socket = (int) SOCKET.invokeExact(state, LOCAL, DATAGRAMS, 0);
      return (int) BIND.invokeExact(state, socket, address, (int) address.byteSize()) == 0;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  @Override
  public boolean isFree(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment address = address(name, arena);
      int socket = (int) SOCKET.invokeExact(state, LOCAL, DATAGRAMS, 0);
      int status = (int) CONNECT.invokeExact(state, socket, address, (int) address.byteSize());
      boolean isFree = status != 0 && (int) ERROR_NUMBER.get(state, 0L) == REFUSED;
      int closed = (int) CLOSE.invokeExact(state, socket);
      return closed == 0 && isFree;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  /** A sockaddr_un of the abstract kind, whose name begins with a byte of zero. */
  private static MemorySegment address(String name, Arena arena) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    MemorySegment address = arena.allocate(bytes.length + 3L, 2);
    address.set(JAVA_SHORT, 0, (short) LOCAL);
    MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 3, bytes.length);
    return address;
  }

  private static IllegalStateException impossible(Throwable thrown) {
    return new IllegalStateException("a call of the C library failed", thrown);
  }
}
