package io.noetl.runtime;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The captures of list, watch and doctor in README.md and docs/ match the distribution. */
@IntegrationTest
class CapturesIT {

  @TempDir private Path folder;

  @Test
  void capturesAreCurrent() throws Exception {
    ProcessHome.assumeInstalled("tmux", "tmux");
    DocumentationScript.assertCurrent("src/dist/captures.sh", folder);
  }
}
