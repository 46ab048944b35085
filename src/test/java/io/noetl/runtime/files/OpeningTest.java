package io.noetl.runtime.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void fifoWithoutAWriterDoesNotBlock() throws Exception {
    Path fifo = fifo();

    UnsuitableFileException silent =
        assertTimeoutPreemptively(
            LIMIT,
            () ->
                assertThrows(
                    UnsuitableFileException.class,
                    () -> Opening.of(fifo, Duration.ofMillis(1)).close()));

    assertEquals("it is a FIFO without a writer", FileFailure.reason(silent));
    // Ends the thread that waits, which takes nothing of what comes later.
    Files.write(fifo, new byte[0]);
  }

  @Test
  void fifoWithAWriterIsReadToItsEnd() throws Exception {
    Path fifo = fifo();
    byte[] content = "read token\n".getBytes(StandardCharsets.UTF_8);
    Thread writer =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                Files.write(fifo, content);
              } catch (IOException closed) {
                // The assertion below says what was read.
              }
            });

    try (InputStream stream = Opening.of(fifo, LIMIT)) {
      assertArrayEquals(content, stream.readAllBytes());
    }
    writer.join();
  }

  @Test
  void otherFilesAreOpenedAtOnce() throws IOException {
    Path absent = folder.resolve("absent");
    assertThrows(NoSuchFileException.class, () -> Opening.of(absent, Duration.ZERO).close());
    try (InputStream stream = Opening.of(Path.of("/dev/null"), Duration.ZERO)) {
      assertEquals(-1, stream.read());
    }
  }

  private Path fifo() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    return fifo;
  }
}
