package io.noetl.runtime.contract;

import io.noetl.runtime.schema.RuntimeApi;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract in direct mode, on a SQLite file. */
class SqliteRuntimeApiTest extends RuntimeApiContract {

  @TempDir Path folder;

  @Override
  protected RuntimeApi open() {
    return TestRegistry.sqlite(folder.resolve("runtime.db"));
  }
}
