package io.noetl.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program of the distribution as a child process, in an environment of its own. */
public final class Launcher {

  /** The root of the distribution. */
  public static final Path DISTRIBUTION =
      Path.of(System.getProperty("noetl.dist")).toAbsolutePath();

  /** The program, for command lines. */
  public static final String PROGRAM = DISTRIBUTION.resolve("bin/noetl-runtime").toString();

  private Launcher() {}

  /** The program with arguments; {@code home} is its home and its working directory. */
  public static ProcessBuilder program(Path home, List<String> arguments) {
    List<String> command = new ArrayList<>(arguments);
    command.addFirst(PROGRAM);
    return command(home, command);
  }

  /** The same with single arguments. */
  public static ProcessBuilder program(Path home, String... arguments) {
    return program(home, List.of(arguments));
  }

  /** A command that starts the program in its turn, such as a shell. */
  public static ProcessBuilder command(Path home, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    Map<String, String> variables = builder.environment();
    variables
        .keySet()
        .removeIf(name -> name.matches("(NOETL|POSTGRES|PG|XDG_|CLICOLOR|NO_COLOR|NOTIFY_).*"));
    ChildJvm.removeOptions(variables);
    variables.put("HOME", home.toString());
    return builder;
  }
}
