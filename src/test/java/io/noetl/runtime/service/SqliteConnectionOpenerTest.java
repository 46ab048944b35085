package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteConnectionOpenerTest {

  private static final String ANOTHER_FILE = "name another file with --database sqlite:PATH";

  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void nameDatabase() {
    database = new TestDatabase(folder.resolve("runtime.db"));
  }

  // What a fresh file becomes

  @Test
  void newFileHasTheApplicationIdAndWalMode() throws SQLException {
    create();

    assertEquals(List.of("wal"), database.rows("PRAGMA journal_mode"));
    assertEquals(List.of("1"), database.rows("PRAGMA user_version"));
    assertEquals(
        List.of("NoET"),
        database.rows("PRAGMA application_id").stream()
            .map(SqliteConnectionOpenerTest::fourLetters)
            .toList());
  }

  @Test
  void newFileHasTheColumnsOfNoetlsTable() throws SQLException {
    create();

    assertEquals(
        List.of(
            "runtime_id|INTEGER|0|1",
            "name|TEXT|1|0",
            "kind|TEXT|1|0",
            "uri|TEXT|0|0",
            "status|TEXT|1|0",
            "labels|TEXT|0|0",
            "capabilities|TEXT|0|0",
            "capacity|INTEGER|0|0",
            "runtime|TEXT|0|0",
            "heartbeat|TEXT|1|0",
            "created_at|TEXT|1|0",
            "updated_at|TEXT|1|0"),
        database.rows("SELECT name, type, \"notnull\", pk FROM pragma_table_info('runtime')"));
  }

  @Test
  void nameIsUniqueWithinItsKind() throws SQLException {
    create();

    assertEquals(
        List.of(
            "idx_runtime_kind|0|kind",
            "idx_runtime_kind_name|1|kind,name",
            "idx_runtime_status|0|status"),
        database.rows(
            """
            SELECT list.name, list."unique",
              (SELECT group_concat(name) FROM pragma_index_info(list.name))
            FROM pragma_index_list('runtime') AS list ORDER BY list.name
            """));
  }

  @Test
  void secondProcessFindsTheRowsOfTheFirst() {
    create();

    try (RuntimeService second = database.service()) {
      assertEquals("p", second.list(Requests.EVERYTHING).items().getFirst().name());
    }
  }

  // Files that are not ours to change

  @Test
  void newerSchemaVersionIsRefused() throws Exception {
    create();
    database.execute("PRAGMA user_version = 2");

    RuntimeApiException refused = assertRefusedAndUnchanged();

    assertEquals(
        "the database "
            + database.file()
            + " has schema version 2, and this noetl-runtime knows no version after 1",
        refused.getMessage());
    assertEquals("install the noetl-runtime that wrote it, or a newer one", refused.hint());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void databaseOfAnotherProgramIsRefused(int version) throws Exception {
    database.execute("CREATE TABLE bookmarks (url TEXT)", "PRAGMA user_version = " + version);

    assertForeign();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void databaseMarkedByAnotherProgramIsRefused(int version) throws Exception {
    database.execute(
        "CREATE TABLE runtime (a)",
        "PRAGMA application_id = 12345",
        "PRAGMA user_version = " + version);

    assertForeign();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xy", "name: p\n", "{\"name\":\"p\"}"})
  void textFileIsRefused(String text) throws Exception {
    Files.writeString(database.file(), text);

    assertNoDatabase();
  }

  @Test
  void longTextFileIsRefused() throws Exception {
    Files.writeString(database.file(), "not a database\n".repeat(1000));

    assertNoDatabase();
  }

  @Test
  void fileWithABrokenHeaderIsRefused() throws Exception {
    create();
    overwrite(0, 16);

    assertNoDatabase();
  }

  @Test
  void fileWithBrokenPagesIsRefused() throws Exception {
    create();
    overwrite(4096, 3 * 4096);

    assertDamaged();
  }

  @Test
  void fileWithABrokenFirstPageIsRefused() throws Exception {
    create();
    overwrite(100, 3000);

    assertDamaged();
  }

  @Test
  void truncatedFileIsRefused() throws Exception {
    create();
    Files.write(database.file(), Arrays.copyOf(Files.readAllBytes(database.file()), 4096));

    assertDamaged();
  }

  @Test
  void databaseWithoutTheTableIsRefused() throws Exception {
    create();
    database.execute("ALTER TABLE runtime RENAME TO other");

    assertEquals(
        "the database "
            + database.file()
            + " does not have the expected table: no such table: noetl.runtime",
        assertRefusedAndUnchanged().getMessage());
  }

  // Locks

  @Test
  void lockOfAnotherProcessIsReportedAfterTheTimeout() throws Exception {
    create();
    Duration patience = Duration.ofMillis(300);
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        RuntimeService service = database.service(patience, TestDatabase.chance(), sql -> {})) {
      service.list(Requests.EVERYTHING);
      statement.execute("BEGIN IMMEDIATE");

      assertBusy(patience, () -> service.register(Requests.pool("q")));
      assertBusy(patience, () -> service.heartbeat(Requests.beat("p")));

      assertEquals(1, service.list(Requests.EVERYTHING).items().size());
      statement.execute("ROLLBACK");
      service.register(Requests.pool("q"));
    }
    assertEquals(List.of("p", "q"), database.rows("SELECT name FROM runtime ORDER BY name"));
  }

  /** A search of all rows must not wait for a change, nor a change for the search. */
  @Test
  void searchForDependenciesDoesNotUseTheConnectionOfChanges() throws Exception {
    create();
    DirectOptions options =
        new DirectOptions(
                "sqlite:" + database.file(),
                Duration.ofSeconds(30),
                true,
                TestDatabase.chance(),
                sql -> {})
            .withConnections(3);
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        RuntimeService service = RuntimeService.open(options);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertFalse(service.mayDeclareDependencies());
      statement.execute("BEGIN IMMEDIATE");
      Future<?> change = threads.submit(() -> service.heartbeat(Requests.beat("p")));
      Eventually.holds(Duration.ofSeconds(20), () -> service.work().active() == 1);

      assertFalse(service.mayDeclareDependencies());

      assertFalse(change.isDone());
      statement.execute("ROLLBACK");
      change.get();
    }
  }

  @Test
  void lockOfANewFileIsReportedAfterTheTimeout() throws Exception {
    Duration patience = Duration.ofMillis(300);
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        RuntimeService service = database.service(patience, TestDatabase.chance(), sql -> {})) {
      statement.execute("BEGIN EXCLUSIVE");

      assertBusy(patience, () -> service.register(Requests.pool("p")));

      statement.execute("ROLLBACK");
      service.register(Requests.pool("p"));
    }
    assertEquals(List.of("p"), database.rows("SELECT name FROM runtime"));
  }

  @Test
  void callThatWaitsForALockSucceedsWhenItIsReleased() throws Exception {
    create();
    CountDownLatch aboutToWrite = new CountDownLatch(1);
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        RuntimeService service =
            database.service(
                Duration.ofSeconds(30), TestDatabase.chance(), sql -> aboutToWrite.countDown());
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("UPDATE runtime SET status = 'busy'");
      Future<?> waiting = threads.submit(() -> service.heartbeat(Requests.beat("p")));
      aboutToWrite.await();
      statement.execute("COMMIT");

      waiting.get();
    }
    assertEquals(List.of("busy"), database.rows("SELECT status FROM runtime"));
  }

  private void create() {
    try (RuntimeService service = database.service()) {
      service.register(Requests.pool("p"));
    }
  }

  private void overwrite(int from, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(database.file());
    byte[] noise = new byte[length];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, from, length);
    Files.write(database.file(), bytes);
  }

  private void assertBusy(Duration patience, Runnable work) {
    long start = System.nanoTime();
    Unavailable busy = assertThrows(Unavailable.class, work::run);
    Duration waited = Duration.ofNanos(System.nanoTime() - start);

    assertEquals(
        "the database " + database.file() + " is busy: another process holds its lock",
        busy.getMessage());
    assertTrue(waited.compareTo(patience) >= 0, waited.toString());
    assertTrue(waited.compareTo(Duration.ofSeconds(10)) < 0, waited.toString());
  }

  private void assertForeign() throws IOException {
    RuntimeApiException refused = assertRefusedAndUnchanged();
    assertEquals(
        "the database " + database.file() + " belongs to another program; it was not changed",
        refused.getMessage());
    assertEquals(ANOTHER_FILE, refused.hint());
  }

  private void assertNoDatabase() throws IOException {
    RuntimeApiException refused = assertRefusedAndUnchanged();
    assertEquals(
        database.file() + " is not a SQLite database; it was not changed", refused.getMessage());
    assertEquals(ANOTHER_FILE, refused.hint());
  }

  private void assertDamaged() throws IOException {
    RuntimeApiException refused = assertRefusedAndUnchanged();
    assertEquals(
        "the database " + database.file() + " is damaged; it was not changed",
        refused.getMessage());
    assertEquals("save the file, then restore a copy or move it away", refused.hint());
  }

  private RuntimeApiException assertRefusedAndUnchanged() throws IOException {
    byte[] before = Files.readAllBytes(database.file());
    UnintelligibleAnswer refused;
    try (RuntimeService service = database.service()) {
      refused =
          assertThrows(UnintelligibleAnswer.class, () -> service.register(Requests.pool("new")));
      assertThrows(UnintelligibleAnswer.class, () -> service.heartbeat(Requests.beat("p")));
      assertThrows(UnintelligibleAnswer.class, () -> service.list(Requests.EVERYTHING));
    }
    assertArrayEquals(before, Files.readAllBytes(database.file()));
    return refused;
  }

  private static String fourLetters(String number) {
    byte[] letters = ByteBuffer.allocate(4).putInt(Integer.parseInt(number)).array();
    return new String(letters, StandardCharsets.US_ASCII);
  }
}
