package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Dockerfiles, as far as they can be read without Docker; src/dist/in-a-container.sh builds.
 */
class DockerfileTest {

  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "FROM",
          "LABEL",
          "ADD",
          "COPY",
          "RUN",
          "USER",
          "ENV",
          "EXPOSE",
          "ENTRYPOINT",
          "CMD",
          "WORKDIR");

  private static final String ARCHIVE = "target/noetl-runtime-0.1.0-linux-x64.tar.gz";

  /** The instructions, each on a line, without comments. */
  private static List<String> instructions(String file) throws IOException {
    String text = Files.readString(Path.of(file)).replaceAll("(?m)^#.*\n", "");
    return text.replaceAll("\\\\\n\\s*", "").lines().filter(line -> !line.isBlank()).toList();
  }

  private static List<String> lastStage(List<String> instructions) {
    List<String> stage = new ArrayList<>();
    for (String instruction : instructions) {
      if (instruction.startsWith("FROM ")) {
        stage.clear();
      }
      stage.add(instruction);
    }
    return stage;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "Dockerfile.source"})
  void instructionsAreKnownAndTheProgramIsNotRoots(String file) throws IOException {
    List<String> instructions = instructions(file);
    for (String instruction : instructions) {
      assertTrue(INSTRUCTIONS.contains(instruction.split(" ")[0]), instruction);
    }
    List<String> stage = lastStage(instructions);
    assertEquals(
        "USER 65534:65534",
        stage.stream().filter(line -> line.startsWith("USER ")).reduce((a, b) -> b).orElseThrow());
    assertTrue(
        stage.indexOf("USER 65534:65534")
            > stage.lastIndexOf(
                stage.stream()
                    .filter(line -> line.startsWith("RUN "))
                    .reduce((a, b) -> b)
                    .orElseThrow()));
    assertEquals(
        List.of("EXPOSE 8083", "ENTRYPOINT [\"noetl-runtime\"]", "CMD [\"--help\"]"),
        stage.subList(stage.size() - 3, stage.size()));
    String label =
        stage.stream().filter(line -> line.startsWith("LABEL")).findFirst().orElseThrow();
    for (String name : List.of("title", "description", "source", "licenses")) {
      assertTrue(label.contains("org.opencontainers.image." + name + "=\""), name);
    }
  }

  @Test
  void bothEndInTheSameImage() throws IOException {
    List<String> archive = withoutTheProgram(lastStage(instructions("Dockerfile")));
    List<String> source = withoutTheProgram(lastStage(instructions("Dockerfile.source")));
    assertEquals(archive, source);
  }

  private static List<String> withoutTheProgram(List<String> stage) {
    return stage.stream().filter(line -> !line.matches("(ADD|COPY|RUN) .*")).toList();
  }

  @Test
  void archiveIsInTheContext() throws IOException {
    String add =
        instructions("Dockerfile").stream()
            .filter(line -> line.startsWith("ADD "))
            .findFirst()
            .orElseThrow();
    assertMatches(add.split(" ")[1]);
    List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));
    assertEquals("*", ignored.getFirst());
    assertMatches(ignored.getLast().substring(1));
  }

  private static void assertMatches(String glob) {
    assertTrue(
        FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(ARCHIVE)), glob);
  }

  @Test
  void whatIsCopiedBetweenStagesWasMade() throws IOException {
    String file = Files.readString(Path.of("Dockerfile.source"));
    assertTrue(file.contains("COPY --from=build /opt/noetl-runtime /opt/noetl-runtime\n"));
    assertTrue(file.contains(" AS build\n"));
    assertTrue(file.contains("mv /opt/noetl-runtime-* /opt/noetl-runtime\n"));
    // The source stage builds from what is checked in, without what an earlier build left.
    List<String> ignored = Files.readAllLines(Path.of("Dockerfile.source.dockerignore"));
    assertEquals(List.of(".git", "target"), ignored);
    assertTrue(Files.isExecutable(Path.of("mvnw")));
  }
}
