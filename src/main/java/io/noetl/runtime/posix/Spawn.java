package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts a program by posix_spawnp(3). Signals that this process handles are the default's in the
 * child, and those that it ignores stay ignored, as execve(2) has it.
 *
 * @param blocked the signals that are blocked in the child, a bit for each
 * @param ignored the signals that stay ignored although the C library uses them, a bit for each
 * @param group the process group of the child
 * @param descriptors adds what the child does with its descriptors
 */
public record Spawn(long blocked, long ignored, Group group, Consumer<FileActions> descriptors) {

  /** More than any C library of Linux has for its attributes, file actions and signal sets. */
  static final long OPAQUE_BYTES = 512;

  private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
  private static final short POSIX_SPAWN_SETSIGMASK = 0x08;

  /** What the C library keeps for its threads, and has ignored in what it starts. */
  private static final long OF_THE_C_LIBRARY = 1L << 31 | 1L << 32;

  private static final CFunction POSIX_SPAWNP = new CFunction("posix_spawnp");
  private static final CFunction INIT = new CFunction("posix_spawnattr_init");
  private static final CFunction SET_FLAGS = new CFunction("posix_spawnattr_setflags");
  private static final CFunction SET_MASK = new CFunction("posix_spawnattr_setsigmask");
  private static final CFunction SET_DEFAULT = new CFunction("posix_spawnattr_setsigdefault");

  /** The process group of a child, with the flag of posix_spawnattr_setflags(3). */
  public enum Group {
    /** It shares the group of this process. */
    SAME(0),
    /** It leads its own process group. */
    OWN(0x02),
    /** It leads its own session, without a controlling terminal. */
    OWN_SESSION(0x80);

    private final int flag;

    Group(int flag) {
      this.flag = flag;
    }
  }

  /**
   * Starts a program, which is looked for in PATH unless its name holds a slash.
   *
   * @return its process id, or an error number below 0
   */
  public int start(List<byte[]> arguments, List<byte[]> variables) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pid = arena.allocate(JAVA_INT);
      int error = spawn(arena, pid, vector(arguments, arena), vector(variables, arena));
      return error == 0 ? pid.get(JAVA_INT, 0) : -error;
    }
  }

  private int spawn(
      Arena arena, MemorySegment pid, MemorySegment arguments, MemorySegment variables) {
    MemorySegment attributes = arena.allocate(OPAQUE_BYTES, 16);
    MemorySegment mask = signals(blocked, arena);
    MemorySegment usual = signals(OF_THE_C_LIBRARY & ~ignored, arena);
    int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group.flag;
    // Attributes of glibc hold nothing to free. The group is 0 at first: the child's own.
    int done = INIT.call(attributes.address());
    done |= SET_FLAGS.call(attributes.address(), flags);
    done |= SET_MASK.call(attributes.address(), mask.address());
    done |= SET_DEFAULT.call(attributes.address(), usual.address());
    FileActions actions = new FileActions(arena);
    descriptors.accept(actions);
    done |= actions.error();
    long program = arguments.get(JAVA_LONG, 0);
    int error =
        done != 0
            ? done
            : POSIX_SPAWNP.call(
                pid.address(),
                program,
                actions.segment().address(),
                attributes.address(),
                arguments.address(),
                variables.address());
    int freed = actions.destroy();
    return error == 0 ? freed : error;
  }

  /** A sigset_t, which begins with the signals in the order of their numbers. */
  private static MemorySegment signals(long mask, Arena arena) {
    MemorySegment set = arena.allocate(OPAQUE_BYTES, 16);
    set.set(JAVA_LONG, 0, mask);
    return set;
  }

  /** An array of pointers to strings that ends with a null pointer. */
  private static MemorySegment vector(List<byte[]> strings, Arena arena) {
    MemorySegment vector = arena.allocate(JAVA_LONG, strings.size() + 1L);
    for (int i = 0; i < strings.size(); i++) {
      vector.setAtIndex(JAVA_LONG, i, FileCalls.string(strings.get(i), arena).address());
    }
    return vector;
  }
}
