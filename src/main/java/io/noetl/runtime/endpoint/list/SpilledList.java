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
 * A list that is too long for the memory, in a file without a name. Several answers may read it at
 * once.
 */
final class SpilledList implements StoredBody {

  private final FileChannel file;
  private final Semaphore places;
  private final boolean isGzip;

  /** What compresses on the way to the file, until all is written. */
  private @Nullable Gzip gzip;

  private SpilledList(FileChannel file, Semaphore places, boolean isGzip) {
    this.file = file;
    this.places = places;
    this.isGzip = isGzip;
  }

  /**
   * A file to write to, which whoever opens it has to release.
   *
   * @param places how many more there may be
   * @param isGzip whether it is compressed
   * @throws Unavailable where there may be no other, or nothing can be written
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
      // What has no name is gone with the process, however it ends.
      Files.deleteIfExists(path);
      return new SpilledList(file, places, isGzip);
    } catch (IOException full) {
      places.release();
      throw unwritable(full);
    }
  }

  /** Appends bytes, and takes them away there. */
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

  /** To be called when all was taken, before anybody reads. */
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
      // A file gives less than it was asked for only at its end, but need not promise it.
    }
  }

  /** Ends it, once. */
  void release() {
    free();
    try {
      file.close();
    } catch (IOException lost) {
      // It has no name, and ends with the process.
    } finally {
      places.release();
    }
  }
}
