package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateRaceTest {

  @TempDir private Path folder;

  /** The service looks at the row only to say why it could not change it. */
  @Test
  void rowInsertedAfterTheFailedUpdateIsChanged() {
    TestDatabase database = new TestDatabase(folder.resolve("runtime.db"));
    AtomicBoolean came = new AtomicBoolean();
    try (RuntimeService other = database.service();
        RuntimeService service =
            database.service(
                Duration.ofSeconds(10),
                TestDatabase.chance(),
                statement -> {
                  if (statement.startsWith("SELECT") && came.compareAndSet(false, true)) {
                    other.register(Requests.pool("p"));
                  }
                })) {
      service.update(
          RuntimeUpdateRequest.fromJson(
              TestJson.object("{\"name\":\"p\",\"labels\":{\"zone\":\"b\"}}")));

      assertEquals(
          "b",
          other.list(Requests.EVERYTHING).items().getFirst().json().object("labels").text("zone"));
      assertEquals(true, came.get());
    }
  }
}
