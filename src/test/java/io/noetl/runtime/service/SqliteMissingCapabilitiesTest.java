package io.noetl.runtime.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

class SqliteMissingCapabilitiesTest extends MissingCapabilitiesContract {

  @TempDir Path folder;
  private int opened;

  private TestDatabase database() {
    return new TestDatabase(folder.resolve("runtime" + opened + ".db"));
  }

  @Override
  RuntimeService open(Consumer<String> trace, Consumer<String> notes) throws Exception {
    opened++;
    try (RuntimeService creating = database().service()) {
      creating.list(Requests.EVERYTHING);
    }
    execute("ALTER TABLE noetl.runtime DROP COLUMN capabilities");
    return another(trace, notes);
  }

  @Override
  RuntimeService another(Consumer<String> trace, Consumer<String> notes) {
    return RuntimeService.open(
        new DirectOptions(
                "sqlite:" + database().file(),
                Duration.ofSeconds(10),
                true,
                TestDatabase.chance(),
                trace)
            .withNotes(notes));
  }

  @Override
  String remedy() {
    return "ALTER TABLE noetl.runtime ADD COLUMN capabilities TEXT";
  }

  @Override
  void execute(String sql) throws Exception {
    database().execute(sql.replace("noetl.", ""));
  }
}
