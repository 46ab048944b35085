package io.noetl.runtime.agent;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The pages of files that a start maps and what comes after hardly reads: code and data of Java
 * itself. They are more than half of the memory of a process that only beats. madvise(2) gives them
 * back to the kernel's cache, from which what is read again comes back.
 */
public final class StartPages {

  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final int DO_NOT_NEED = 4;
  private static final String UNTOUCHED = "Anonymous:             0 kB";

  private int beats;

  /**
   * Gives them back after the first beat, the second, the fourth and so on: until Java has compiled
   * what runs at each beat it reads much of them again.
   */
  public void beat() {
    beats++;
    if (Integer.bitCount(beats) > 1) {
      return;
    }
    try {
      release(Files.readAllLines(MAPPINGS));
    } catch (IOException unreadable) {
      // They stay.
    }
  }

  /** Only of mappings of files that nobody can have written: their pages are the file's. */
  private static void release(List<String> lines) {
    MethodHandle advise =
        CLibrary.function(
            "madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    String mapping = "";
    for (String line : lines) {
      if (line.indexOf(':') > line.indexOf(' ')) {
        mapping = line;
      } else if (line.equals(UNTOUCHED) && isReadOnlyFile(mapping)) {
        int dash = mapping.indexOf('-');
        long start = Long.parseUnsignedLong(mapping, 0, dash, 16);
        long end = Long.parseUnsignedLong(mapping, dash + 1, mapping.indexOf(' '), 16);
        try {
          int ignored = (int) advise.invokeExact(start, end - start, DO_NOT_NEED);
        } catch (Throwable thrown) {
          throw CLibrary.impossible(thrown);
        }
      }
    }
  }

  private static boolean isReadOnlyFile(String mapping) {
    int rights = mapping.indexOf(' ') + 1;
    return mapping.charAt(rights) == 'r'
        && mapping.charAt(rights + 1) == '-'
        && mapping.indexOf('/') > 0;
  }
}
