package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release script is tried in a repository of its own, with what it changes from this one. */
@IntegrationTest
class ReleaseScriptTest {

  private static final String CHANGELOG =
      """
      # Changelog

      ## [Unreleased]

      ### Added

      - One thing.
        It goes on here.
      - Another.
      """;

  @TempDir private Path folder;

  /** What a command line left behind. */
  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void repository() throws Exception {
    assertEquals(
        new Ended(0, "", ""),
        shell("cp -r pom.xml README.md docs \"$folder/\"; mkdir \"$folder/src\""));
    assertEquals(new Ended(0, "", ""), shell("cp -r src/dist \"$folder/src/\""));
    Files.writeString(folder.resolve("CHANGELOG.md"), CHANGELOG);
    assertEquals(
        new Ended(0, "", ""),
        shell(
            """
            cd "$folder"
            git init -q -b main
            git add -A
            git -c user.name=a -c user.email=a@b commit -q -m first
            """));
  }

  private Ended shell(String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
      builder.environment().put("folder", folder.toString());
      builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
      int status =
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
      return new Ended(status, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private Ended release(String arguments) throws IOException, InterruptedException {
    return shell("cd /; \"$folder/src/dist/release.sh\" " + arguments);
  }

  @Test
  void dryRunSaysEachStepAndChangesNothing() throws Exception {
    Ended ended = release("9.8.7 --dry-run");
    String pom = Files.readString(Path.of("pom.xml"));
    String old = pom.replaceFirst("(?s).*?\n  <version>(.*?)</version>.*", "$1");
    String time = pom.replaceFirst("(?s).*<project.build.outputTimestamp>(.*?)</.*", "$1");
    String named =
        shell(
                "cd \"$folder\"; grep -rlF -e noetl-runtime-OLD -e noetl-runtime_OLD -e noetl-runtime:OLD README.md docs src/dist"
                    .replace("OLD", old))
            .out()
            .lines()
            .sorted()
            .collect(Collectors.joining(" "));
    assertTrue(named.contains("docs/install.md"), named);
    assertEquals(
        new Ended(
            0,
            """
            checked: clean tree, no tag v9.8.7, 2 entries in the changelog
            would change, from OLD to 9.8.7: pom.xml CHANGELOG.md NAMED
            <   <version>OLD</version>
            >   <version>9.8.7</version>
            <     <project.build.outputTimestamp>TIME</project.build.outputTimestamp>
            >     <project.build.outputTimestamp>TODAYT00:00:00Z</project.build.outputTimestamp>
            > ## [9.8.7] - TODAY
            >\s
            would run: src/dist/update-generated.sh
            would run: ./mvnw clean verify
            would check target/SHA256SUMS, add the bill of materials to it, and write target/noetl-runtime.rb
            would run: git commit --all --message Release 9.8.7
            would run: git tag --annotate v9.8.7 --message noetl-runtime 9.8.7
            left to do: git push --follow-tags
              upload from target: SHA256SUMS and the files that it lists
              copy to the Homebrew tap: target/noetl-runtime.rb
            """
                .replace("OLD", old)
                .replace("NAMED", named)
                .replace("TIME", time),
            ""),
        new Ended(
            ended.status(),
            ended
                .out()
                .replaceAll(
                    "(?<=> {5}<project.build.outputTimestamp>|9[.]8[.]7] - )[-0-9]{10}", "TODAY"),
            ended.err()));
    assertEquals(new Ended(0, "", ""), shell("cd \"$folder\"; git status --porcelain; git tag"));
  }

  @Test
  void changedTreeIsRefused() throws Exception {
    Files.writeString(folder.resolve("new"), "");
    assertEquals(
        new Ended(1, "", "release: the working tree has changes; commit or stash them\n"),
        release("9.8.7 --dry-run"));
  }

  @Test
  void tagThatExistsIsRefused() throws Exception {
    shell("git -C \"$folder\" tag v9.8.7");
    assertEquals(new Ended(1, "", "release: the tag v9.8.7 exists\n"), release("9.8.7 --dry-run"));
  }

  @Test
  void changelogWithoutEntriesIsRefused() throws Exception {
    changelog(CHANGELOG.replaceAll("(?m)^- .*\n", ""));
    assertEquals(
        new Ended(1, "", "release: CHANGELOG.md has no entries under [Unreleased]\n"),
        release("9.8.7 --dry-run"));
    changelog(CHANGELOG + "\n## [9.8.7] - 2026-01-01\n");
    assertEquals(
        new Ended(1, "", "release: CHANGELOG.md has a section for 9.8.7 already\n"),
        release("9.8.7 --dry-run"));
  }

  private void changelog(String text) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("CHANGELOG.md"), text);
    shell("cd \"$folder\"; git -c user.name=a -c user.email=a@b commit -q -a -m next");
  }

  @Test
  void wrongArgumentsAreRefused() throws Exception {
    for (String version :
        List.of("", "1", "1.2", "v1.2.3", "1.2.3.4", "1..2", "1.2.x", "--dry-run")) {
      assertEquals(
          new Ended(
              2,
              "",
              "release: usage: src/dist/release.sh VERSION [--dry-run], with a VERSION such as"
                  + " 1.2.3\n"),
          release("'" + version + "'"));
    }
    assertEquals(
        new Ended(2, "", "release: unknown option --dry; the only one is --dry-run\n"),
        release("1.2.3 --dry"));
  }

  @Test
  void scriptsOfTheReleaseHaveNoFaultsThatShellcheckKnows() throws Exception {
    ProcessHome.assumeInstalled("shellcheck", "shellcheck");
    assertEquals(new Ended(0, "", ""), shell("shellcheck src/dist/release.sh src/dist/*.sh"));
  }

  @Test
  void formulaNamesWhatThePortableDistributionHas() throws Exception {
    List<String> named;
    try (Stream<String> lines = Files.lines(Path.of("src/dist/homebrew/noetl-runtime.rb"))) {
      named =
          lines
              .filter(line -> line.contains("libexec/\""))
              .map(line -> line.replaceFirst(".*libexec/\"([^\"*]*?)/?[*]?\".*", "$1"))
              .toList();
    }
    assertEquals(
        List.of(
            "bin/noetl-runtime",
            "man/man1",
            "man/man5",
            "man/man7",
            "completions/noetl-runtime.bash",
            "completions/noetl-runtime.zsh",
            "completions/noetl-runtime.fish"),
        named);
    Path portable = Launcher.DISTRIBUTION.resolveSibling("noetl-runtime-portable");
    for (String path : named) {
      assertTrue(Files.exists(portable.resolve(path)), path);
    }
  }
}
