package io.noetl.runtime.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of processes, as kill(2) and proc(5) show it. */
record ProcessGroup(int id) {

  private static final Path PROCESSES = Path.of("/proc");

  /** Whether it has processes that a signal reaches, zombies included. */
  boolean takesSignals() {
    // A group with processes of other users only gives EPERM.
    return ProcessSignal.reaches(-id);
  }

  /** Whether it has no processes at all. */
  boolean isGone() {
    return !ProcessSignal.exists(-id);
  }

  /** Its running processes that this process may kill. */
  List<Integer> killable() {
    List<Integer> killable = new ArrayList<>();
    for (int member : running()) {
      if (ProcessSignal.reaches(member)) {
        killable.add(member);
      }
    }
    return killable;
  }

  /** Its running processes, without zombies. */
  List<Integer> running() {
    List<Integer> members = new ArrayList<>();
    String[] names = PROCESSES.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0)) && isRunningMember(stat(name))) {
        members.add(Integer.parseInt(name));
      }
    }
    return members;
  }

  /** Reads the state, the parent and the group, which follow the name in parentheses. */
  private boolean isRunningMember(@Nullable String stat) {
    if (stat == null) {
      return false;
    }
    int state = stat.lastIndexOf(')') + 2;
    int parent = state + 2;
    int group = stat.indexOf(' ', parent) + 1;
    return "ZXx".indexOf(stat.charAt(state)) < 0 && stat.startsWith(id + " ", group);
  }

  private static @Nullable String stat(String process) {
    try {
      // A name may hold any byte.
      return Files.readString(
          PROCESSES.resolve(process).resolve("stat"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return null;
    }
  }
}
