package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.route.StoredBody;
import io.noetl.runtime.json.JsonBytes;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A list in an unlinked temporary file, because it is too long for the memory. Several answers may
 * read it at once.
 */
final class SpilledList implements StoredBody {

  private final FileChannel file;
  private final Semaphore places;
  private final boolean isGzip;

  /** Compresses what is written to the file, until all is written. */
  private @Nullable Gzip gzip;

  private SpilledList(FileChannel file, Semaphore places, boolean isGzip) {
    this.file = file;
    this.places = places;
    this.isGzip = isGzip;
  }

  /**
   * Opens a file to write to; the caller has to release it.
   *
   * @param places counts the files that may still be opened
   * @param isGzip whether it is compressed
   * @throws Unavailable when the limit of files is reached, or the file cannot be created
   */
  static SpilledList open(Semaphore places, boolean isGzip) {
    if (!places.tryAcquire()) {
      throw new Unavailable("too many long lists are being sent", Details.NONE);
    }
    try {
      Path path = Files.createTempFile("noetl-runtime-list", null);
      FileChannel file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      // An unlinked file is gone with the process, however it ends.
      Files.deleteIfExists(path);
      return new SpilledList(file, places, isGzip);
    } catch (IOException full) {
      places.release();
      throw unwritable(full);
    }
  }

  /** Moves bytes to the end of the file. */
  void take(JsonBytes bytes) {
    try {
      if (isGzip) {
        if (gzip == null) {
          gzip = new Gzip(Channels.newOutputStream(file));
        }
        bytes.moveTo(gzip);
      } else {
        bytes.moveTo(file);
      }
    } catch (IOException full) {
      throw unwritable(full);
    }
  }

  /** To be called when the list is complete, before it is read. */
  void finish() {
    Gzip last = gzip;
    if (last != null) {
      try {
        last.finish();
      } catch (IOException full) {
        throw unwritable(full);
      }
      free();
    }
  }

  private void free() {
    if (gzip != null) {
      gzip.free();
      gzip = null;
    }
  }

  private static Unavailable unwritable(IOException full) {
    return new Unavailable(
        "a long list needs a file in " + System.getProperty("java.io.tmpdir"),
        Details.causedBy(full));
  }

  @Override
  public long size() {
    try {
      return file.size();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void read(ByteBuffer buffer, long from) throws IOException {
    while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) >= 0) {
      // A read may give fewer bytes than asked for.
    }
  }

  /** Closes the file; to be called once. */
  void release() {
    free();
    try {
      file.close();
    } catch (IOException lost) {
      // The file is unlinked, and is gone with the process.
    } finally {
      places.release();
    }
  }
}
