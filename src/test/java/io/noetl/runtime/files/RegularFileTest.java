package io.noetl.runtime.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written, and what is left alone. */
class RegularFileTest {

  private static final byte[] TEXT = "new\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void fileIsReplacedByAnother() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old\n");
    Object before = Files.getAttribute(file, "unix:ino");
    RegularFile.at(file).replace(TEXT);

    assertEquals("new\n", Files.readString(file));
    assertNotEquals(before, Files.getAttribute(file, "unix:ino"));
    assertEquals(List.of("file"), names());
  }

  @Test
  void linksStayAndWhatTheyLeadToIsReplaced() throws IOException {
    Path file =
        Files.writeString(Files.createDirectory(folder.resolve("deep")).resolve("f"), "old");
    Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("deep/f"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), first);
    RegularFile.at(second).replace(TEXT);

    assertEquals("new\n", Files.readString(file));
    assertTrue(Files.isSymbolicLink(first) && Files.isSymbolicLink(second));
  }

  @Test
  void linkThatIsPutThereLaterIsNotFollowed() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    RegularFile file = RegularFile.at(folder.resolve("file"));
    Files.createSymbolicLink(folder.resolve("file"), other);

    assertReason("it is a link", () -> file.replace(TEXT));
    assertReason("it is a link", file::remove);
    assertReason("it is a link", () -> file.append(TEXT));
    assertEquals("precious", Files.readString(other));
    assertEquals(List.of("file", "other"), names());
  }

  @Test
  void whatIsNoFileIsRefused() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel open = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      open.bind(UnixDomainSocketAddress.of(socket));
      assertRefused(socket, "it is a socket");
    }
    assertRefused(fifo, "it is a FIFO");
    assertRefused(folder, "it is a directory");
    assertRefused(Path.of("/"), "it is a directory");
    assertRefused(Path.of("/dev/zero"), "it is a device");
    assertRefused(folder.resolve("no/file"), "directory " + folder + "/no does not exist");
    Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    assertRefused(circle, "its links lead in a circle");
  }

  private static void assertRefused(Path path, String reason) {
    assertReason(reason, () -> RegularFile.at(path));
  }

  private static void assertReason(String reason, Written code) {
    assertEquals(reason, FileFailure.reason(assertThrows(IOException.class, code::run)));
  }

  /** Writes a file. */
  private interface Written {
    void run() throws IOException;
  }

  @Test
  void newFileIsForWhomTheUmaskSaysOrForItsOwnerAlone() throws IOException {
    RegularFile.at(folder.resolve("open")).replace(TEXT);
    RegularFile.at(folder.resolve("closed")).replaceForGood(TEXT);
    Path shared = Files.writeString(folder.resolve("shared"), "old");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-rw-r--"));
    RegularFile.at(shared).replaceForGood(TEXT);

    Path plain = Files.createFile(folder.resolve("plain"));
    assertEquals(permissions(plain), permissions(folder.resolve("open")));
    assertEquals("rw-------", permissions(folder.resolve("closed")));
    assertEquals("rw-rw-r--", permissions(shared));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void folderThatTakesNothingIsFoundOutBeforehand() throws IOException {
    RegularFile file = RegularFile.at(folder.resolve("file"));
    file.check();
    assertEquals(List.of(), names());
    RegularFile kernels = RegularFile.at(Path.of("/proc/self/file"));
    assertFalse(kernels.exists());
    assertThrows(IOException.class, kernels::check);
  }

  @Test
  void endOfAFileSaysWhetherItsLastLineIsWhole() throws IOException {
    RegularFile file = RegularFile.at(folder.resolve("file"));
    file.append("a\nb".getBytes(StandardCharsets.UTF_8));
    assertTrue(file.endsWithinALine());
    file.append("\n".getBytes(StandardCharsets.UTF_8));
    assertFalse(file.endsWithinALine());
    assertEquals("a\nb\n", Files.readString(folder.resolve("file")));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
