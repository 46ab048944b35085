package io.noetl.runtime.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens what may be a FIFO. Opening one blocks until another process opens it for writing, and
 * cannot be interrupted, so a separate thread does it.
 */
final class Opening {

  /** A program that is started together with its reader begins to write by then. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private Opening() {}

  /**
   * Opens a file to read it.
   *
   * @throws UnsuitableFileException when it is a FIFO without a writer in time
   */
  static InputStream of(Path file, Duration patience) throws IOException {
    if (FileKind.of(file) != FileKind.FIFO) {
      return Files.newInputStream(file);
    }
    CompletableFuture<InputStream> opened = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("opening").start(() -> open(file, opened));
    try {
      return opened.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      if (!opened.cancel(false)) {
        return opened.join();
      }
      throw new UnsuitableFileException(file, "it is a FIFO without a writer");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException failure ? failure : new IOException(failed);
    } catch (InterruptedException interrupted) {
      opened.cancel(false);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the wait for a writer of " + file + " was interrupted");
    }
  }

  private static void open(Path file, CompletableFuture<InputStream> opened) {
    try {
      InputStream stream = Files.newInputStream(file);
      if (!opened.complete(stream)) {
        stream.close(); // The caller has given up.
      }
    } catch (IOException failure) {
      opened.completeExceptionally(failure);
    }
  }
}
