package io.noetl.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JVM as a child process that runs a class of the tests, and that prints nothing of its own:
 * neither the options that a variable gave it, nor that the file for its performance counters
 * cannot be made, as happens beside other JVMs.
 */
public final class ChildJvm {

  private static final List<String> OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private ChildJvm() {}

  /**
   * A JVM of the tests' own Java.
   *
   * @param options for the JVM; a {@code -cp} here replaces the tests' class path
   */
  public static ProcessBuilder of(List<String> options, Class<?> main, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
    all.addAll(options);
    all.add(main.getName());
    all.addAll(List.of(arguments));
    return of(Path.of(System.getProperty("java.home")), all);
  }

  /** A JVM of another Java. */
  public static ProcessBuilder of(Path javaHome, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.add("-XX:-UsePerfData");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    removeOptions(builder.environment());
    return builder;
  }

  /** Removes the variables that give options to every JVM, which prints them. */
  static void removeOptions(Map<String, String> variables) {
    variables.keySet().removeAll(OPTION_VARIABLES);
  }
}
