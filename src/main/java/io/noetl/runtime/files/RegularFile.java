package io.noetl.runtime.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * A regular file, which need not exist yet. It is replaced as a whole, so that no process reads
 * half of it. If the path is a link, the link is kept.
 */
public final class RegularFile {

  private static final int MOST_LINKS = 40;
  private static final Set<OpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> APPENDED =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path target;
  private final Path folder;

  private RegularFile(Path target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /**
   * Follows the links of a path.
   *
   * @throws UnsuitableFileException when it is not a regular file, or its directory does not exist
   */
  public static RegularFile at(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    // What the path leads to is asked first: the links of /dev/stdout lead to no path.
    checkKind(path, FileKind.of(absolute));
    Path target = absolute;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    Path folder = target.getParent();
    if (folder == null || target.getFileName() == null) {
      throw new UnsuitableFileException(path, "it is a directory");
    }
    FileKind kind = FileKind.of(folder);
    if (kind != FileKind.DIRECTORY) {
      throw new UnsuitableFileException(
          path,
          kind == FileKind.ABSENT
              ? "directory " + folder + " does not exist"
              : folder + " is " + kind.words());
    }
    return new RegularFile(target, folder);
  }

  private static void checkKind(Path path, FileKind kind) throws UnsuitableFileException {
    if (kind != FileKind.ABSENT && kind != FileKind.REGULAR) {
      throw new UnsuitableFileException(path, "it is " + kind.words());
    }
  }

  /** Where the file is, once the links are followed. */
  public Path target() {
    return target;
  }

  /** Whether there is a file now. */
  public boolean exists() throws IOException {
    FileKind kind = FileKind.ofName(target);
    checkKind(target, kind);
    return kind == FileKind.REGULAR;
  }

  /** The first bytes of the file, {@code most} at most. */
  public byte[] start(int most) throws IOException {
    try (InputStream stream = Files.newInputStream(target, LinkOption.NOFOLLOW_LINKS)) {
      return stream.readNBytes(most);
    }
  }

  /**
   * Checks that a file can be created in the directory, and leaves none.
   *
   * @throws IOException when it does not
   */
  public void check() throws IOException {
    Files.delete(write(new byte[0], false));
  }

  /** Puts a new file in its place, for whom the caller's umask lets read it. */
  public void replace(byte[] content) throws IOException {
    take(write(content, false));
  }

  /**
   * The same for what has to outlive a power cut: it is on the disk when the name is changed. The
   * permissions stay what they were, and the owner where root writes; a new file is for its owner
   * alone.
   */
  public void replaceForGood(byte[] content) throws IOException {
    Path fresh = write(content, true);
    try {
      if (exists()) {
        Set<PosixFilePermission> kept = Files.getPosixFilePermissions(target);
        Files.setPosixFilePermissions(fresh, kept);
        giveToOwnerOf(target, fresh);
      }
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(fresh);
      throw failure;
    }
    take(fresh);
  }

  /** Root may write files of other users; only root can change the owner. */
  static void giveToOwnerOf(Path model, Path file) throws IOException {
    for (String attribute : List.of("unix:gid", "unix:uid")) {
      Object owner = Files.getAttribute(model, attribute);
      if (!owner.equals(Files.getAttribute(file, attribute))) {
        try {
          Files.setAttribute(file, attribute, owner);
        } catch (FileSystemException notRoot) {
          return;
        }
      }
    }
  }

  /** Appends to the file, and creates it if it does not exist. */
  public void append(byte[] content) throws IOException {
    exists();
    try (FileChannel channel = FileChannel.open(target, APPENDED)) {
      write(content, channel);
    }
  }

  /** Whether the file ends in the middle of a line, as a process that was killed leaves it. */
  public boolean endsWithinALine() throws IOException {
    try (FileChannel channel = FileChannel.open(target, READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }
  }

  /** Takes the file away, if there is one. */
  public void remove() throws IOException {
    if (exists()) {
      Files.deleteIfExists(target);
    }
  }

  private void take(Path fresh) throws IOException {
    try {
      // A directory in the way would be refused, and an empty one not by every system.
      exists();
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** The name of the new file is unpredictable and created exclusively. */
  private Path write(byte[] content, boolean forGood) throws IOException {
    Path fresh = folder.resolve(".noetl-" + unguessable() + ".new");
    FileAttribute<?>[] permissions =
        forGood
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(fresh, FRESH, permissions)) {
      write(content, channel);
      if (forGood) {
        channel.force(true);
      }
      return fresh;
    } catch (IOException failure) {
      Files.deleteIfExists(fresh);
      throw failure;
    }
  }

  private static void write(byte[] content, FileChannel channel) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(content);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** From the kernel: a resident process then needs no provider of random numbers. */
  private static String unguessable() throws IOException {
    try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
      long bits = ByteBuffer.wrap(random.readNBytes(Long.BYTES)).getLong();
      return Long.toHexString(bits);
    }
  }
}
