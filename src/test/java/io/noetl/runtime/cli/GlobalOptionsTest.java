package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of every command stand in a mixin, in {@link GlobalOptions} and in the launcher. */
class GlobalOptionsTest {

  @Command(name = "any")
  private static final class AnyCommand {
    @Mixin private final RegistryOptions registry = new RegistryOptions();
  }

  private static Set<String> names(boolean valued) {
    Set<String> names = new TreeSet<>();
    for (OptionSpec option : CommandSpec.forAnnotatedObject(new AnyCommand()).options()) {
      if ((option.arity().max() > 0) == valued) {
        names.addAll(Set.of(option.names()));
      }
    }
    return names;
  }

  private static String launcher(String pattern) throws IOException {
    Matcher found =
        Pattern.compile(pattern, Pattern.DOTALL)
            .matcher(Files.readString(Path.of("src/dist/bin/noetl-runtime")));
    assertEquals(true, found.find(), pattern);
    return found.group(1);
  }

  private static Set<String> letters(String letters) {
    Set<String> names = new TreeSet<>();
    letters.chars().forEach(letter -> names.add("-" + (char) letter));
    return names;
  }

  private static void keepShort(Set<String> names) {
    names.removeIf(name -> name.startsWith("--"));
  }

  @Test
  void optionsBeforeACommandAreThoseOfTheMixin() {
    Set<String> all = names(true);
    all.addAll(names(false));
    all.removeIf(name -> !name.startsWith("--"));
    assertEquals(all, new TreeSet<>(GlobalOptions.names()));
  }

  @Test
  void launcherKnowsWhichOfThemTakeAValue() throws IOException {
    Set<String> valued = names(true);
    valued.removeIf(name -> !name.startsWith("--"));
    String list = launcher("\n    (--server [^)]*)\\) value='='");
    assertEquals(valued, new TreeSet<>(Set.of(list.split("[|\\s\\\\]+"))));
  }

  @Test
  void launcherKnowsTheirLetters() throws IOException {
    Set<String> valued = names(true);
    keepShort(valued);
    assertEquals(valued, letters(launcher("\n    -\\[(\\w+)\\] \\| ")));
    Set<String> toggles = names(false);
    keepShort(toggles);
    assertEquals(toggles, letters(launcher(" \\| -\\[(\\w+)\\]\\[\\w+\\]\\) value='='")));
  }
}
