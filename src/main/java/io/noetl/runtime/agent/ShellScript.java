package io.noetl.runtime.agent;

import io.noetl.runtime.posix.FileCalls;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script that does not begin with {@code #!}: execve(2) refuses it with ENOEXEC, and POSIX has
 * every shell run it all the same.
 */
final class ShellScript {

  /** The shell that POSIX has on every system. */
  static final String SHELL = "/bin/sh";

  /** As much of a file as bash looks at before it treats it as a script. */
  private static final int LOOK = 80;

  /** Keeps every byte. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private ShellScript() {}

  /** The command line that runs it, or null where the program is no text. */
  static @Nullable List<byte[]> of(Inheritance inheritance) {
    List<byte[]> arguments = inheritance.arguments();
    // The search in PATH ends with the first file that may be executed: the one that was refused.
    String file =
        ProgramFile.find(new String(arguments.getFirst(), BYTES), inheritance.variables());
    if (file == null || !isText(file)) {
      return null;
    }
    List<byte[]> command = new ArrayList<>();
    command.add(SHELL.getBytes(BYTES));
    // A name that begins with a hyphen is no option of the shell's.
    command.add((file.startsWith("-") ? "./" + file : file).getBytes(BYTES));
    command.addAll(arguments.subList(1, arguments.size()));
    return command;
  }

  /** What has a NUL in its first line is a program for another machine, and no script. */
  private static boolean isText(String file) {
    int descriptor = FileCalls.open(file.getBytes(BYTES), FileCalls.O_RDONLY);
    if (descriptor < 0) {
      return false;
    }
    byte[] first = first(descriptor);
    return FileCalls.close(descriptor) && isText(first);
  }

  /** Java opens no file whose name is no UTF-8. */
  private static byte[] first(int descriptor) {
    try (InputStream in = new FileInputStream("/proc/self/fd/" + descriptor)) {
      return in.readNBytes(LOOK);
    } catch (IOException unreadable) {
      return new byte[1];
    }
  }

  private static boolean isText(byte[] first) {
    for (byte each : first) {
      if (each == '\n') {
        return true;
      }
      if (each == 0) {
        return false;
      }
    }
    return true;
  }
}
