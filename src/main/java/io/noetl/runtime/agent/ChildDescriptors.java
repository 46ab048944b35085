package io.noetl.runtime.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** The descriptors of a child: those that the caller had, under the same numbers, and no others. */
final class ChildDescriptors {

  private static final int QUIT = QuitSignal.DESCRIPTOR;
  private static final int FIRST_OWN = 10;
  private static final int READ_AND_WRITE = 2;

  /** F_DUPFD_CLOEXEC of fcntl(2). */
  private static final int DUPLICATE_FOR_US = 1030;

  private static final FunctionDescriptor ON_ONE =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
  private static final FunctionDescriptor OF_TWO =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);

  private static final MethodHandle ADD_CLOSE =
      CLibrary.function("posix_spawn_file_actions_addclose", ON_ONE);
  private static final MethodHandle ADD_CLOSE_FROM =
      CLibrary.function("posix_spawn_file_actions_addclosefrom_np", ON_ONE);
  private static final MethodHandle ADD_FOLDER =
      CLibrary.function("posix_spawn_file_actions_addfchdir_np", ON_ONE);
  private static final MethodHandle ADD_DUPLICATE =
      CLibrary.function(
          "posix_spawn_file_actions_adddup2",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle CONTROL =
      CLibrary.function(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle OPEN =
      CLibrary.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle DUPLICATE = CLibrary.function("dup2", OF_TWO);
  private static final MethodHandle CLOSE =
      CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final SortedSet<Integer> callers;
  private final int folder;
  private int quit = QUIT;

  ChildDescriptors(Inheritance inheritance) {
    this.callers = inheritance.descriptors();
    this.folder = inheritance.folder();
  }

  /** Frees the descriptor that {@link QuitSignal} needs: the caller's goes elsewhere until then. */
  void freeQuit() {
    if (callers.contains(QUIT)) {
      try {
        quit = (int) CONTROL.invokeExact(QUIT, DUPLICATE_FOR_US, FIRST_OWN);
      } catch (Throwable thrown) {
        throw CLibrary.impossible(thrown);
      }
    }
  }

  /** Adds to the file actions of posix_spawn(3); gives 0 or an error number. */
  int describe(MemorySegment actions) {
    try {
      int done = folder == Inheritance.HERE ? 0 : (int) ADD_FOLDER.invokeExact(actions, folder);
      if (quit != QUIT) {
        done |= (int) ADD_DUPLICATE.invokeExact(actions, quit, QUIT);
      }
      int end = callers.isEmpty() ? 0 : callers.last() + 1;
      for (int own : open()) {
        if (own < end && !callers.contains(own)) {
          done |= (int) ADD_CLOSE.invokeExact(actions, own);
        }
      }
      return done | (int) ADD_CLOSE_FROM.invokeExact(actions, end);
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  /** Those of this process, which are few: it sees no more than the caller's and its own. */
  private static SortedSet<Integer> open() {
    SortedSet<Integer> numbers = new TreeSet<>();
    String[] names = Path.of("/proc/self/fd").toFile().list();
    for (String name : names == null ? new String[0] : names) {
      numbers.add(Integer.parseInt(name));
    }
    return numbers;
  }

  /**
   * Lets go of what is the child's alone: a pipe ends when the child closes it, and a lock on a
   * file with it. Standard error stays, for what this process has to say.
   */
  void leaveToChild() {
    try (Arena arena = Arena.ofConfined()) {
      int nothing = (int) OPEN.invokeExact(arena.allocateFrom("/dev/null"), READ_AND_WRITE);
      if (nothing < 0) {
        return;
      }
      int ignored = 0;
      for (int number : callers) {
        if (number < 2) {
          ignored |= (int) DUPLICATE.invokeExact(nothing, number);
        } else if (number > 2) {
          ignored |= (int) CLOSE.invokeExact(number == QUIT ? quit : number);
        }
      }
      ignored |= (int) CLOSE.invokeExact(nothing);
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }
}
