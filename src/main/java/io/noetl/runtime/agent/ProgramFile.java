package io.noetl.runtime.agent;

import io.noetl.runtime.posix.Errno;
import io.noetl.runtime.posix.FileCalls;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the file of a program, as posix_spawnp(3) will. */
public final class ProgramFile {

  /** Where posix_spawnp(3) looks when PATH is not set. */
  private static final String USUAL_PATH = "/bin:/usr/bin";

  /** Keeps every byte. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private ProgramFile() {}

  /**
   * Looks whether there is such a program that may be executed, before anything depends on it.
   *
   * @param name how to call it in an error
   * @throws ChildStartException when it could not be started
   */
  public static void check(String name, Inheritance inheritance) {
    String program = new String(inheritance.arguments().getFirst(), BYTES);
    boolean isThere = false;
    for (String file : candidates(program, inheritance.variables())) {
      String path = in(inheritance.folder(), file);
      if (isExecutable(path)) {
        return;
      }
      isThere |= FileCalls.exists(path.getBytes(BYTES));
    }
    throw new ChildStartException(
        name, Errno.message(isThere ? Errno.EACCES : Errno.ENOENT), isThere);
  }

  /** The file that PATH leads to; null for none. A name with a slash is a file itself. */
  static @Nullable String find(String program, List<byte[]> variables) {
    if (program.indexOf('/') >= 0) {
      return program;
    }
    for (String file : candidates(program, variables)) {
      if (isExecutable(file)) {
        return file;
      }
    }
    return null;
  }

  private static List<String> candidates(String program, List<byte[]> variables) {
    if (program.isEmpty() || program.indexOf('/') >= 0) {
      return program.isEmpty() ? List.of() : List.of(program);
    }
    return List.of(path(variables).split(":", -1)).stream()
        .map(folder -> folder.isEmpty() ? program : folder + "/" + program)
        .toList();
  }

  /** A file as this process reaches it from the working directory of its caller. */
  private static String in(int folder, String file) {
    return folder == Inheritance.HERE || file.startsWith("/")
        ? file
        : "/proc/self/fd/" + folder + "/" + file;
  }

  private static String path(List<byte[]> variables) {
    for (byte[] variable : variables) {
      String text = new String(variable, BYTES);
      if (text.startsWith("PATH=")) {
        return text.substring("PATH=".length());
      }
    }
    return USUAL_PATH;
  }

  private static boolean isExecutable(String file) {
    // A directory is executable, and cannot be opened as a file.
    return FileCalls.isExecutable(file.getBytes(BYTES))
        && !FileCalls.exists((file + "/.").getBytes(BYTES));
  }
}
