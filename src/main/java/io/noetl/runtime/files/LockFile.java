package io.noetl.runtime.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock for one process at a time that reads a file, changes it and writes it again. It is the
 * kernel's, so it ends with the process that holds it, however that ends. Its file stays: to take
 * it away would leave two processes with a lock each.
 */
public final class LockFile implements AutoCloseable {

  private static final Set<OpenOption> OPEN =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  private static final long PAUSE_NANOS = 10_000_000;
  private static final int MOST_DIGITS = 20;

  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock that belongs to a file.
   *
   * @throws HeldException when another process has held it for {@code patience}
   */
  public static LockFile hold(RegularFile file, Duration patience) throws IOException {
    Path path = file.target().resolveSibling("." + file.target().getFileName() + ".lock");
    FileKind kind = FileKind.ofName(path);
    if (kind != FileKind.ABSENT && kind != FileKind.REGULAR) {
      throw new UnsuitableFileException(path, "its lock " + path + " is " + kind.words());
    }
    FileChannel channel =
        FileChannel.open(
            path,
            OPEN,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      // Or what root has locked once its owner never could.
      RegularFile.giveToOwnerOf(file.target().resolveSibling(""), path);
      long giveUp = System.nanoTime() + patience.toNanos();
      while (tried(channel) == null) {
        if (System.nanoTime() > giveUp) {
          throw new HeldException(path, holder(channel));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      channel.truncate(0);
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(pid), 0);
      return new LockFile(channel);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static @Nullable FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ownThread) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(MOST_DIGITS);
    channel.read(pid, 0);
    return pid.position() == 0
        ? "another process"
        : "process " + new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Another process holds the lock. */
  public static final class HeldException extends IOException {

    private static final long serialVersionUID = 1L;

    HeldException(Path lock, String holder) {
      super(holder + " holds the lock " + lock);
    }
  }
}
