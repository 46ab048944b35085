package io.noetl.runtime.cli.resident;

import io.noetl.runtime.agent.Inheritance;
import io.noetl.runtime.cli.process.CallerEnvironment;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.Launch;
import io.noetl.runtime.cli.process.NulTerminatedStrings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the process that called the launcher hands down to the program that {@code run} starts. */
final class RunInheritance {

  private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");

  private RunInheritance() {}

  static Inheritance of(List<String> command, Environment environment) {
    Launch launch = environment.launch();
    String folder = launch.folder();
    return new Inheritance(
        arguments(command),
        CallerEnvironment.entries(environment.variables()),
        descriptors(launch.descriptors()),
        folder == null ? Inheritance.HERE : Integer.parseInt(folder),
        launch.blockedSignals(),
        launch.ignoredSignals());
  }

  private static List<byte[]> arguments(List<String> command) {
    List<byte[]> all;
    try {
      all = NulTerminatedStrings.split(Files.readAllBytes(ARGUMENTS));
    } catch (IOException hidden) {
      all = List.of();
    }
    return bytes(command, all);
  }

  /**
   * The words of a command as they were written: what is no UTF-8 has become another character in
   * the text. They stand at the end, in their order, perhaps with options between them.
   */
  static List<byte[]> bytes(List<String> command, List<byte[]> all) {
    List<byte[]> words = new ArrayList<>();
    int next = all.size() - 1;
    for (String word : command.reversed()) {
      int found = next;
      while (found >= 0 && !new String(all.get(found), StandardCharsets.UTF_8).equals(word)) {
        found--;
      }
      words.addFirst(found < 0 ? word.getBytes(StandardCharsets.UTF_8) : all.get(found));
      next = found < 0 ? next : found - 1;
    }
    return words;
  }

  private static SortedSet<Integer> descriptors(@Nullable String numbers) {
    SortedSet<Integer> descriptors = new TreeSet<>();
    for (String number : numbers == null ? List.of("0", "1", "2") : List.of(numbers.split(" "))) {
      if (!number.isEmpty()) {
        descriptors.add(Integer.parseInt(number));
      }
    }
    return descriptors;
  }
}
