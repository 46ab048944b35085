package io.noetl.runtime.agent;

import io.noetl.runtime.posix.FileActions;
import io.noetl.runtime.posix.FileCalls;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** The descriptors of a child: those that the caller had, under the same numbers, and no others. */
final class ChildDescriptors {

  private static final int QUIT = QuitSignal.DESCRIPTOR;
  private static final int FIRST_OWN = 10;

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
      quit = FileCalls.duplicate(QUIT, FIRST_OWN);
    }
  }

  /** Adds what the child does with its descriptors. */
  void describe(FileActions actions) {
    if (folder != Inheritance.HERE) {
      actions.changeDirectory(folder);
    }
    if (quit != QUIT) {
      actions.duplicate(quit, QUIT);
    }
    int end = callers.isEmpty() ? 0 : callers.last() + 1;
    for (int own : open()) {
      if (own < end && !callers.contains(own)) {
        actions.close(own);
      }
    }
    actions.closeFrom(end);
  }

  /** The open descriptors of this process. */
  private static SortedSet<Integer> open() {
    SortedSet<Integer> numbers = new TreeSet<>();
    String[] names = Path.of("/proc/self/fd").toFile().list();
    for (String name : names == null ? new String[0] : names) {
      numbers.add(Integer.parseInt(name));
    }
    return numbers;
  }

  /**
   * Closes what only the child should have open: a pipe must end, and the lock on a file be
   * released, when the child closes it. Standard error stays open for messages.
   */
  void leaveToChild() {
    int nothing = FileCalls.open(FileCalls.nullDevice(), FileCalls.O_RDWR);
    if (nothing < 0) {
      return;
    }
    for (int number : callers) {
      if (number < 2) {
        FileCalls.duplicateTo(nothing, number);
      } else if (number > 2) {
        FileCalls.close(number == QUIT ? quit : number);
      }
    }
    FileCalls.close(nothing);
  }
}
