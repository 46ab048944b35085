package io.noetl.runtime.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command exit-codes. */
class ExitCodesCommandTest {

  @TempDir private Path home;

  @Test
  void machineReadsWhetherARetryIsWorthIt() {
    List<String> lines =
        new CommandRun(home).run("exit-codes", "-o", "jsonl").out().lines().toList();
    assertEquals(
        "{\"code\":5,\"name\":\"unknown_component\",\"retry\":false,"
            + "\"retry_when\":\"register first\",\"meaning\":\"unknown component\"}",
        lines.get(5));
    assertEquals(
        "{\"code\":9,\"name\":\"timed_out\",\"retry\":true,\"meaning\":\"timed out\"}",
        lines.get(9));
  }
}
