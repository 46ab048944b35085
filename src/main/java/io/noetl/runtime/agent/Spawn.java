package io.noetl.runtime.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Starts a program by posix_spawnp(3). Signals that this process handles are the default's in the
 * child, and those that it ignores stay ignored, as execve(2) has it.
 */
final class Spawn {

  /** More than any C library of Linux has for its attributes, file actions and signal sets. */
  private static final long OPAQUE = 512;

  /** For one that shares the group of this process. */
  static final int SAME_GROUP = 0;

  /** For one that leads a group. */
  static final int SET_GROUP = 0x02;

  /** For one that leads a session, away from any terminal. */
  static final int SET_SESSION = 0x80;

  private static final short SET_DEFAULT_SIGNALS = 0x04;
  private static final short SET_SIGNAL_MASK = 0x08;

  /** What the C library keeps for its threads, and has ignored in what it starts. */
  private static final long OF_THE_C_LIBRARY = 1L << 31 | 1L << 32;

  private static final FunctionDescriptor ON_ONE = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final FunctionDescriptor ON_TWO =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);

  private static final MethodHandle SPAWN =
      CLibrary.function(
          "posix_spawnp",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle BEGIN_ATTRIBUTES =
      CLibrary.function("posix_spawnattr_init", ON_ONE);
  private static final MethodHandle SET_FLAGS =
      CLibrary.function(
          "posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
  private static final MethodHandle SET_MASK =
      CLibrary.function("posix_spawnattr_setsigmask", ON_TWO);
  private static final MethodHandle SET_DEFAULT =
      CLibrary.function("posix_spawnattr_setsigdefault", ON_TWO);
  private static final MethodHandle BEGIN_ACTIONS =
      CLibrary.function("posix_spawn_file_actions_init", ON_ONE);
  private static final MethodHandle FREE_ACTIONS =
      CLibrary.function("posix_spawn_file_actions_destroy", ON_ONE);
  private static final MethodHandle REASON =
      CLibrary.function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private final Inheritance inheritance;
  private final ToIntFunction<MemorySegment> descriptors;
  private final int place;

  /**
   * How to start a program.
   *
   * @param descriptors adds to the file actions; gives 0 or an error number
   * @param place one of the numbers above
   */
  Spawn(Inheritance inheritance, ToIntFunction<MemorySegment> descriptors, int place) {
    this.inheritance = inheritance;
    this.descriptors = descriptors;
    this.place = place;
  }

  /**
   * Starts a program, which is looked for in PATH unless its name holds a slash.
   *
   * @return its process id, or an error number below 0
   */
  int start(List<byte[]> arguments, List<byte[]> variables) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pid = arena.allocate(JAVA_INT);
      int error = spawn(arena, pid, vector(arguments, arena), vector(variables, arena));
      return error == 0 ? pid.get(JAVA_INT, 0) : -error;
    }
  }

  private int spawn(
      Arena arena, MemorySegment pid, MemorySegment arguments, MemorySegment variables) {
    MemorySegment attributes = arena.allocate(OPAQUE, 16);
    MemorySegment actions = arena.allocate(OPAQUE, 16);
    MemorySegment blocked = signals(inheritance.blocked(), arena);
    MemorySegment usual = signals(OF_THE_C_LIBRARY & ~inheritance.ignored(), arena);
    int flags = SET_SIGNAL_MASK | SET_DEFAULT_SIGNALS | place;
    try {
      // Attributes of glibc hold nothing to free. The group is 0 at first: the child's own.
      int done = (int) BEGIN_ATTRIBUTES.invokeExact(attributes);
      done |= (int) SET_FLAGS.invokeExact(attributes, (short) flags);
      done |= (int) SET_MASK.invokeExact(attributes, blocked);
      done |= (int) SET_DEFAULT.invokeExact(attributes, usual);
      done |= (int) BEGIN_ACTIONS.invokeExact(actions);
      done |= descriptors.applyAsInt(actions);
      MemorySegment program = arguments.get(ADDRESS, 0);
      int error =
          done != 0
              ? done
              : (int) SPAWN.invokeExact(pid, program, actions, attributes, arguments, variables);
      int freed = (int) FREE_ACTIONS.invokeExact(actions);
      return error == 0 ? freed : error;
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  /** A sigset_t, which begins with the signals in the order of their numbers. */
  private static MemorySegment signals(long mask, Arena arena) {
    MemorySegment set = arena.allocate(OPAQUE, 16);
    set.set(JAVA_LONG, 0, mask);
    return set;
  }

  /** An array of pointers to strings that ends with a null pointer. */
  private static MemorySegment vector(List<byte[]> strings, Arena arena) {
    MemorySegment vector = arena.allocate(ADDRESS, strings.size() + 1L);
    for (int i = 0; i < strings.size(); i++) {
      byte[] bytes = strings.get(i);
      MemorySegment string = arena.allocate(bytes.length + 1L);
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, string, 0, bytes.length);
      vector.setAtIndex(ADDRESS, i, string);
    }
    return vector;
  }

  /** What an error number means, in words. */
  @SuppressWarnings("restricted") // the launcher allows native access
  static String reason(int error) {
    try {
      MemorySegment text = (MemorySegment) REASON.invokeExact(error);
      return text.reinterpret(Integer.MAX_VALUE).getString(0);
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }
}
