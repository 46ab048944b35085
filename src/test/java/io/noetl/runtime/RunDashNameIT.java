package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A component of run whose name begins with a dash. */
@IntegrationTest
class RunDashNameIT {

  @TempDir private Path home;

  private String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Launcher.PROGRAM, "run", "--direct"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin"));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + text.lines().findFirst().orElse("");
  }

  @Test
  void nameStandsBehindTwoDashesAndTheProgramBehindTwoMore() throws Exception {
    assertEquals(
        "0 -x", run("--allow-dash", "--", "-x", "--", "sh", "-c", "echo $NOETL_RUNTIME_NAME"));
    assertEquals("0 a --", run("--", "a", "--", "echo", "a", "--"));
    assertEquals("0 b", run("b", "--", "echo", "b"));
    assertEquals(
        "125 noetl-runtime: NAME: must not begin with a dash (got \"-x\"); commands would parse it"
            + " as an option; add --allow-dash if the name is registered already",
        run("--", "-x", "--", "true"));
  }
}
