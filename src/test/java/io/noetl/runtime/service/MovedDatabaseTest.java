package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite file that is missing or was moved: no write may get lost. */
class MovedDatabaseTest {

  @TempDir private Path folder;
  private TestDatabase database;
  private Path aside;

  @BeforeEach
  void nameFiles() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    database = new TestDatabase(data.resolve("runtime.db"));
    aside = folder.resolve("aside.db");
  }

  private void assertMoved(Runnable call) {
    assertUnreachable(
        "the database sqlite:" + database.file() + " was moved or removed while it was in use",
        call);
  }

  private void assertNone(Runnable call) {
    assertUnreachable("there is no database " + database.file(), call);
  }

  private static void assertUnreachable(String message, Runnable call) {
    assertEquals(message, assertThrows(Unreachable.class, call::run).getMessage());
  }

  private List<String> names() {
    try (RuntimeService service = database.service()) {
      return names(service);
    }
  }

  private static List<String> names(RuntimeService service) {
    return service.list(Requests.EVERYTHING).items().stream().map(row -> row.name()).toList();
  }

  @Test
  void movedFileIsReportedAndNotRecreated() throws IOException {
    try (RuntimeService service = database.service()) {
      service.register(Requests.pool("p"));
      Files.move(database.file(), aside);

      assertMoved(() -> service.heartbeat(Requests.beat("p")));
      assertNone(() -> service.heartbeat(Requests.beat("p")));
      assertNone(() -> service.register(Requests.pool("q")));
      assertFalse(Files.exists(database.file()));

      Files.move(aside, database.file());
      service.heartbeat(Requests.beat("p"));
    }
    assertEquals(List.of("p"), names(), "what was in the log went along");
  }

  @Test
  void removedFileIsReported() throws IOException {
    try (RuntimeService service = database.service()) {
      service.register(Requests.pool("p"));
      Files.delete(database.file());

      assertMoved(() -> service.list(Requests.EVERYTHING));
      assertNone(() -> service.list(Requests.EVERYTHING));
    }
    assertFalse(Files.exists(database.file()));
  }

  @Test
  void movedFolderIsReported() throws IOException {
    try (RuntimeService service = database.service()) {
      service.register(Requests.pool("p"));
      Files.move(database.file().getParent(), folder.resolve("other"));

      assertMoved(() -> service.heartbeat(Requests.beat("p")));
      assertFalse(Files.exists(database.file().getParent()));
    }
  }

  @Test
  void replacementFileIsUsedAndNotDamaged() throws IOException {
    TestDatabase other = new TestDatabase(folder.resolve("other.db"));
    try (RuntimeService service = other.service()) {
      service.register(Requests.pool("new"));
    }
    RuntimeService service = database.service();
    service.register(Requests.pool("old"));
    for (String log : List.of("-wal", "-shm")) {
      Files.delete(database.file().resolveSibling("runtime.db" + log));
    }
    Files.move(other.file(), database.file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (RuntimeService beside = database.service()) {
      beside.register(Requests.pool("newer"));

      assertMoved(() -> service.heartbeat(Requests.beat("old")));
      assertEquals(List.of("new", "newer"), names(service));
      service.close();
      assertTrue(Files.exists(database.file().resolveSibling("runtime.db-wal")));
      beside.register(Requests.pool("newest"));
    }
    assertEquals(List.of("new", "newer", "newest"), names());
  }

  @Test
  void closingTheOldConnectionKeepsTheLogOfTheNewFile() throws IOException {
    RuntimeService service = database.service();
    service.register(Requests.pool("old"));
    Files.move(database.file(), aside);
    for (String log : List.of("-wal", "-shm")) {
      Files.move(
          database.file().resolveSibling("runtime.db" + log), folder.resolve("aside.db" + log));
    }
    try (RuntimeService beside = database.service()) {
      beside.register(Requests.pool("new"));
      service.close();
      assertTrue(Files.exists(database.file().resolveSibling("runtime.db-wal")));
    }
    assertEquals(List.of("new"), names());
  }

  @Test
  void removedLogIsReportedAndNothingIsLost() throws IOException {
    try (RuntimeService service = database.service()) {
      service.register(Requests.pool("p"));
      Files.delete(database.file().resolveSibling("runtime.db-wal"));

      assertMoved(() -> service.register(Requests.pool("q")));
      service.register(Requests.pool("q"));
    }
    assertEquals(List.of("p", "q"), names());
  }

  @Test
  void readingCreatesNothing() throws IOException {
    try (RuntimeService service = opened(MissingDatabase.REFUSED)) {
      assertNone(() -> service.list(Requests.EVERYTHING));
      Files.createFile(database.file());
      assertUnreachable(
          "the database " + database.file() + " is empty", () -> service.list(Requests.EVERYTHING));
      assertEquals(0, Files.size(database.file()));
    }
  }

  @Test
  void dryRunTreatsAMissingFileAsEmpty() throws IOException {
    try (RuntimeService service = opened(MissingDatabase.EMPTY)) {
      assertEquals(List.of(), names(service));
      Files.createFile(database.file());
      assertEquals(List.of(), names(service));
    }
    assertEquals(0, Files.size(database.file()));
  }

  private RuntimeService opened(MissingDatabase missing) {
    return RuntimeService.open(
        new DirectOptions(
                "sqlite:" + database.file(),
                Duration.ofSeconds(10),
                true,
                TestDatabase.chance(),
                statement -> {})
            .withMissing(missing));
  }
}
