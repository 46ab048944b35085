package io.noetl.runtime;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures in docs/images show what the distribution shows. */
@IntegrationTest
class PicturesIT {

  @TempDir private Path folder;

  @Test
  void picturesAreCurrent() throws Exception {
    for (String program : new String[] {"tmux", "python3", "chromium"}) {
      ProcessHome.assumeInstalled(program, program);
    }
    DocumentationScript.assertCurrent("src/dist/pictures.sh", folder);
  }
}
