package io.noetl.runtime.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A child with the very standard input, output and error of this process and no other descriptor,
 * started by posix_spawnp(3). Signals that this process handles are the default's in the child, and
 * those that its caller ignores stay ignored, as execve(2) has it; none is blocked.
 *
 * @param ownGroup whether it leads a process group of its own
 */
@SuppressWarnings("restricted") // the launcher allows native access
record ChildProcess(int pid, boolean ownGroup) {

  /** More than any C library of Linux has for its attributes, file actions and signal sets. */
  private static final long OPAQUE = 512;

  private static final short SET_GROUP = 0x02;
  private static final short SET_SIGNAL_MASK = 0x08;
  private static final int AFTER_STANDARD_ERROR = 3;

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
  private static final MethodHandle EMPTY_SET = CLibrary.function("sigemptyset", ON_ONE);
  private static final MethodHandle BEGIN_ACTIONS =
      CLibrary.function("posix_spawn_file_actions_init", ON_ONE);
  private static final MethodHandle CLOSE_FROM =
      CLibrary.function(
          "posix_spawn_file_actions_addclosefrom_np",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle FREE_ACTIONS =
      CLibrary.function("posix_spawn_file_actions_destroy", ON_ONE);
  private static final MethodHandle REASON =
      CLibrary.function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  /**
   * Starts a program, which is looked for in PATH unless its name holds a slash.
   *
   * @param changes variables to set; null to take one away
   * @throws ChildStartException when it cannot be started
   */
  static ChildProcess start(
      List<String> command, Map<String, @Nullable String> changes, boolean ownGroup) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments =
          ChildEnvironment.vector(
              command.stream().map(word -> arena.allocateFrom(word)).toList(), arena);
      MemorySegment variables = ChildEnvironment.block(changes, arena);
      MemorySegment pid = arena.allocate(JAVA_INT);
      int error = spawn(arena, pid, arguments, variables, ownGroup);
      if (error != 0) {
        throw new ChildStartException(
            command.getFirst(),
            reason(error),
            error != CLibrary.NO_SUCH_FILE && error != CLibrary.NOT_A_DIRECTORY);
      }
      return new ChildProcess(pid.get(JAVA_INT, 0), ownGroup);
    }
  }

  private static int spawn(
      Arena arena,
      MemorySegment pid,
      MemorySegment arguments,
      MemorySegment variables,
      boolean ownGroup) {
    MemorySegment attributes = arena.allocate(OPAQUE, 16);
    MemorySegment actions = arena.allocate(OPAQUE, 16);
    MemorySegment noSignals = arena.allocate(OPAQUE, 16);
    short flags = ownGroup ? (short) (SET_GROUP | SET_SIGNAL_MASK) : SET_SIGNAL_MASK;
    try {
      // Attributes of glibc hold nothing to free. The group is 0 at first: the child's own.
      int done = (int) BEGIN_ATTRIBUTES.invokeExact(attributes);
      done |= (int) SET_FLAGS.invokeExact(attributes, flags);
      done |= (int) EMPTY_SET.invokeExact(noSignals);
      done |= (int) SET_MASK.invokeExact(attributes, noSignals);
      done |= (int) BEGIN_ACTIONS.invokeExact(actions);
      done |= (int) CLOSE_FROM.invokeExact(actions, AFTER_STANDARD_ERROR);
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

  private static String reason(int error) {
    try {
      MemorySegment text = (MemorySegment) REASON.invokeExact(error);
      return text.reinterpret(Integer.MAX_VALUE).getString(0);
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  /** Sends a signal to its group, or to itself where it shares that of this process. */
  void send(ProcessSignal signal) {
    signal.sendTo(ownGroup ? -pid : pid);
  }

  /** Whether there is anything of its own group left. */
  boolean groupExists() {
    return ownGroup && ProcessSignal.groupExists(pid);
  }
}
