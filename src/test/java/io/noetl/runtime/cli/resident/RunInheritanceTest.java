package io.noetl.runtime.cli.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.process.CallerEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arguments and variables that run passes to its program. */
class RunInheritanceTest {

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The words in Latin-1, of a command line that is given in it. */
  private static List<String> words(List<String> command, String... line) {
    return RunInheritance.bytes(command, List.of(line).stream().map(it -> latin(it)).toList())
        .stream()
        .map(word -> new String(word, StandardCharsets.ISO_8859_1))
        .toList();
  }

  @Test
  void wordThatIsNoTextIsTakenFromTheCommandLine() {
    assertEquals(
        List.of("x", "\u00fc", "a"),
        words(List.of("x", "\ufffd", "a"), "java", "run", "a", "--", "x", "\u00fc", "a"));
  }

  @Test
  void optionsMayStandBetweenTheWords() {
    assertEquals(
        List.of("x", "\u00fe"),
        words(List.of("x", "\ufffd"), "run", "demo", "x", "--every", "2s", "\u00fe", "-q"));
  }

  @Test
  void wordsAreTakenFromTheEnd() {
    assertEquals(List.of("\u00fe"), words(List.of("\ufffd"), "\u00fc", "\u00fd", "\u00fe"));
  }

  @Test
  void textServesWhereTheCommandLineIsHidden() {
    assertEquals(List.of("x", "\u00c3\u00bc"), words(List.of("x", "ü")));
  }

  @Test
  void changedVariablesAreGivenBack() {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "NOETL_CALLERS_CHANGED",
                " LC_ALL JAVA_TOOL_OPTIONS MALLOC_ARENA_MAX",
                "NOETL_CALLERS_ENVIRONMENT",
                "",
                "NOETL_CALLERS_JAVA_TOOL_OPTIONS",
                "",
                "NOETL_CALLERS_OTHER",
                "the caller's own",
                "LC_ALL",
                "C.UTF-8",
                "MALLOC_ARENA_MAX",
                "1",
                "NOETL_CALLERS_MALLOC_ARENA_MAX",
                "4"));

    CallerEnvironment.restore(variables);

    assertEquals(
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "",
            "MALLOC_ARENA_MAX",
            "4",
            "NOETL_CALLERS_OTHER",
            "the caller's own"),
        variables);
  }

  @Test
  void withoutALauncherNothingIsChanged() {
    Map<String, String> variables = new HashMap<>(Map.of("LC_ALL", "de", "NOETL_CALLERS_X", "x"));

    CallerEnvironment.restore(variables);

    assertEquals(Map.of("LC_ALL", "de", "NOETL_CALLERS_X", "x"), variables);
  }
}
