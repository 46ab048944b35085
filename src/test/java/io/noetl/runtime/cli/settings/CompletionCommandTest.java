package io.noetl.runtime.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command completion. */
class CompletionCommandTest {

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void scriptIsTheOneThatPackagesInstall(String shell) throws IOException {
    assertEquals(
        new CommandRun.Ended(
            0, Files.readString(Path.of("completions/noetl-runtime." + shell)), ""),
        new CommandRun(home).run("completion", shell));
  }

  @Test
  void brokenConfigurationDoesNotMatter() throws IOException {
    Files.createDirectories(home.resolve(".config/noetl"));
    Files.writeString(home.resolve(".config/noetl/runtime.yaml"), "sever: x");
    assertEquals(0, new CommandRun(home).run("completion", "fish").status());
  }

  @Test
  void unknownShellIsAUsageError() {
    assertEquals(
        new CommandRun.Ended(
            2, "", "noetl-runtime: there is no completion for tcsh; use bash, zsh or fish\n"),
        new CommandRun(home).run("completion", "tcsh"));
  }

  @Test
  void missingShellIsAUsageError() {
    assertEquals(
        new CommandRun.Ended(2, "", "noetl-runtime: no shell is named; use bash, zsh or fish\n"),
        new CommandRun(home).run("completion"));
  }
}
