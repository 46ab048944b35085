package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteFileTest {

  private static final String HINT =
      "name a file you may write with --database sqlite:PATH, or set XDG_DATA_HOME";

  @TempDir Path folder;

  @Test
  void newFileAndFoldersArePrivate() throws IOException {
    try (RuntimeService service = at("data/noetl/runtime.db").service()) {
      service.register(Requests.pool("p"));

      assertEquals(
          Map.of(
              "data", "rwx------",
              "data/noetl", "rwx------",
              "data/noetl/runtime.db", "rw-------",
              "data/noetl/runtime.db-shm", "rw-------",
              "data/noetl/runtime.db-wal", "rw-------"),
          modes());
    }
    assertEquals(List.of("data", "data/noetl", "data/noetl/runtime.db"), paths());
  }

  @Test
  void existingFolderKeepsItsMode() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (RuntimeService service = at("shared/runtime.db").service()) {
      service.register(Requests.pool("p"));
    }

    assertEquals(Map.of("shared", "rwxr-xr-x", "shared/runtime.db", "rw-------"), modes());
  }

  @Test
  void openingCreatesNothing() throws IOException {
    try (RuntimeService service = at("data/runtime.db").service()) {
      service.preview(Requests.pool("p"));
    }

    assertEquals(List.of(), paths());
  }

  @Test
  void emptyFileIsUsed() throws IOException {
    TestDatabase database = at("runtime.db");
    Files.createFile(database.file());
    try (RuntimeService service = database.service()) {
      service.register(Requests.pool("p"));

      assertEquals(1, service.list(Requests.EVERYTHING).items().size());
    }
  }

  @Test
  void linkToAFileIsFollowed() throws IOException {
    Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
    try (RuntimeService service = at("link/runtime.db").service()) {
      service.register(Requests.pool("p"));
    }

    assertEquals(List.of("elsewhere", "elsewhere/runtime.db", "link"), paths());
  }

  @Test
  void directoryIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("runtime.db"));

    assertUnreachable(at("runtime.db"), "it is a directory");
    assertEquals(List.of("runtime.db"), paths());
  }

  @Test
  void pathBelowARegularFileIsRefused() throws IOException {
    Files.writeString(folder.resolve("file"), "text");

    assertUnreachable(at("file/runtime.db"), "a part of its path is not a directory");
    assertUnreachable(at("file/deep/runtime.db"), "not a directory");
    assertEquals("text", Files.readString(folder.resolve("file")));
  }

  @Test
  void targetOfADanglingLinkIsCreated() throws IOException {
    Files.createSymbolicLink(folder.resolve("runtime.db"), Path.of("other.db"));
    try (RuntimeService service = at("runtime.db").service()) {
      service.register(Requests.pool("p"));
    }

    assertEquals(List.of("other.db", "runtime.db"), paths());
    assertTrue(Files.isSymbolicLink(folder.resolve("runtime.db")));
  }

  @Test
  void linkIntoAMissingFolderIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("runtime.db"), folder.resolve("gone/runtime.db"));

    assertUnreachable(at("runtime.db"), "directory " + folder.resolve("gone") + " does not exist");
    assertFalse(Files.exists(folder.resolve("gone")));
  }

  @Test
  void specialFileIsRefused() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Files.createSymbolicLink(folder.resolve("link"), fifo);

    assertUnreachable(at("fifo"), "it is a FIFO");
    assertUnreachable(at("link"), "it is a FIFO");
    assertUnreachable(new TestDatabase(Path.of("/dev/null")), "it is a device");
    assertEquals(List.of("fifo", "link"), paths());
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/noetl/runtime.db, its directory does not exist",
    "/proc/runtime.db, its directory does not exist"
  })
  void folderThatCannotBeCreatedIsRefused(Path file, String reason) {
    assertUnreachable(new TestDatabase(file), reason);
  }

  private static void assertUnreachable(TestDatabase database, String reason) {
    try (RuntimeService service = database.service()) {
      Unreachable refused =
          assertThrows(Unreachable.class, () -> service.register(Requests.pool("p")));

      assertEquals(
          "cannot open the database " + database.file() + ": " + reason, refused.getMessage());
      assertEquals(HINT, refused.hint());
    }
  }

  private TestDatabase at(String path) {
    return new TestDatabase(folder.resolve(path));
  }

  private Map<String, String> modes() throws IOException {
    Map<String, String> modes = new TreeMap<>();
    for (String path : paths()) {
      modes.put(
          path, PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path))));
    }
    return modes;
  }

  private List<String> paths() throws IOException {
    List<String> paths = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      found.skip(1).forEach(path -> paths.add(folder.relativize(path).toString()));
    }
    return paths.stream().sorted().toList();
  }
}
