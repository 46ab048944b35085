package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The file actions of posix_spawn(3): what the child does with its descriptors, in order. */
public final class FileActions {

  private static final CFunction INIT = CFunction.of("posix_spawn_file_actions_init", ADDRESS);
  private static final CFunction DESTROY =
      CFunction.of("posix_spawn_file_actions_destroy", ADDRESS);
  private static final CFunction ADD_OPEN =
      CFunction.of(
          "posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final CFunction ADD_DUP2 =
      CFunction.of("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
  private static final CFunction ADD_CLOSE =
      CFunction.of("posix_spawn_file_actions_addclose", ADDRESS, JAVA_INT);
  private static final CFunction ADD_CLOSE_FROM =
      CFunction.of("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
  private static final CFunction ADD_FCHDIR =
      CFunction.of("posix_spawn_file_actions_addfchdir_np", ADDRESS, JAVA_INT);

  private final MemorySegment segment;
  private int error;

  FileActions(Arena arena) {
    this.segment = arena.allocate(Spawn.OPAQUE_BYTES, 16);
    try {
      error = (int) INIT.handle().invokeExact(segment);
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** Opens a file as {@code descriptor}. */
  public void open(int descriptor, byte[] path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = FileCalls.string(path, arena);
      error |= (int) ADD_OPEN.handle().invokeExact(segment, descriptor, name, flags, 0);
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** Has {@code second} mean the same as {@code descriptor}. */
  public void duplicate(int descriptor, int second) {
    try {
      error |= (int) ADD_DUP2.handle().invokeExact(segment, descriptor, second);
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** Closes a descriptor. */
  public void close(int descriptor) {
    add(ADD_CLOSE, descriptor);
  }

  /** Closes all descriptors from a number on. */
  public void closeFrom(int lowest) {
    add(ADD_CLOSE_FROM, lowest);
  }

  /** Changes to the working directory that a descriptor stands for. */
  public void changeDirectory(int descriptor) {
    add(ADD_FCHDIR, descriptor);
  }

  private void add(CFunction action, int descriptor) {
    try {
      error |= (int) action.handle().invokeExact(segment, descriptor);
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** What posix_spawn(3) takes. */
  MemorySegment segment() {
    return segment;
  }

  /** 0, or the error number of an action that could not be added. */
  int error() {
    return error;
  }

  /** Frees what the C library allocated; gives 0 or an error number. */
  int destroy() {
    try {
      return (int) DESTROY.handle().invokeExact(segment);
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }
}
