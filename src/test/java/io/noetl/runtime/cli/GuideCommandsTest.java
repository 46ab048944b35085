package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.resident.RunWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** Every command in the blocks of the guides has only options and arguments that it takes. */
class GuideCommandsTest {

  /** Up to what a shell would not hand on: a pipe, a list, a redirection or a comment. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:^    (?:\\$ )?|[|&(] )noetl-runtime ((?:'[^']*'|[^'|&<>#)])+)");

  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"]+)+");
  private static final int LEAST = 200;

  private static List<Path> guides() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), docs)
          .filter(guide -> guide.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyCommandOfTheGuidesIsUnderstood() throws IOException {
    List<String> wrong = new ArrayList<>();
    int commands = 0;
    for (Path guide : guides()) {
      // A synopsis is no command, and a line may go on in the next one.
      String page =
          Files.readString(guide)
              .replaceAll("(?m)^    noetl-runtime .*\\[OPTIONS].*$", "")
              .replaceAll(" \\\\\n +", " ");
      for (String line : page.lines().toList()) {
        Matcher command = COMMAND.matcher(line.replaceAll("\\d?>(\\S+)", ""));
        while (line.startsWith("    ") && command.find()) {
          commands++;
          List<String> words =
              WORD.matcher(command.group(1))
                  .results()
                  .map(word -> word.group().replaceAll("['\"]", ""))
                  .toList();
          try {
            parse(words);
          } catch (ParameterException refused) {
            wrong.add(guide + ": " + words + ": " + refused.getMessage());
          }
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertTrue(commands >= LEAST, commands + " commands are found");
  }

  private static void parse(List<String> words) {
    List<String> marked = words.getFirst().equals("run") ? RunWords.marked(words) : words;
    Generated.root().parseArgs(marked.toArray(String[]::new));
  }
}
