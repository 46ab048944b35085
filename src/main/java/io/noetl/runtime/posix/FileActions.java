package io.noetl.runtime.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The file actions of posix_spawn(3): what the child does with its descriptors, in order. */
public final class FileActions {

  private static final CFunction INIT = new CFunction("posix_spawn_file_actions_init");
  private static final CFunction DESTROY = new CFunction("posix_spawn_file_actions_destroy");
  private static final CFunction ADD_OPEN = new CFunction("posix_spawn_file_actions_addopen");
  private static final CFunction ADD_DUP2 = new CFunction("posix_spawn_file_actions_adddup2");
  private static final CFunction ADD_CLOSE = new CFunction("posix_spawn_file_actions_addclose");
  private static final CFunction ADD_CLOSE_FROM =
      new CFunction("posix_spawn_file_actions_addclosefrom_np");
  private static final CFunction ADD_FCHDIR =
      new CFunction("posix_spawn_file_actions_addfchdir_np");

  private final MemorySegment segment;
  private int error;

  FileActions(Arena arena) {
    this.segment = arena.allocate(Spawn.OPAQUE_BYTES, 16);
    error = INIT.call(segment.address());
  }

  /** Opens a file as {@code descriptor}. */
  public void open(int descriptor, byte[] path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = FileCalls.string(path, arena);
      error |= ADD_OPEN.call(segment.address(), descriptor, name.address(), flags, 0);
    }
  }

  /** Has {@code second} mean the same as {@code descriptor}. */
  public void duplicate(int descriptor, int second) {
    error |= ADD_DUP2.call(segment.address(), descriptor, second);
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
    error |= action.call(segment.address(), descriptor);
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
    return DESTROY.call(segment.address());
  }
}
