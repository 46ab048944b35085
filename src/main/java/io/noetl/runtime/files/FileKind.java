package io.noetl.runtime.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What is at the end of a path. */
public enum FileKind {
  ABSENT("not there", 0),
  REGULAR("a regular file", 0100000),
  DIRECTORY("a directory", 0040000),
  FIFO("a FIFO", 0010000),
  SOCKET("a socket", 0140000),
  CHARACTER_DEVICE("a device", 0020000),
  BLOCK_DEVICE("a device", 0060000),
  LINK("a link", 0120000);

  /** The bits of a mode that say what a file is; see inode(7). */
  private static final int TYPE = 0170000;

  private final String words;
  private final int type;

  FileKind(String words, int type) {
    this.words = words;
    this.type = type;
  }

  /** As the object of a sentence. */
  public String words() {
    return words;
  }

  /**
   * The kind of what a path leads to, links followed; absent also where a link leads to nothing.
   *
   * @throws IOException when that cannot be determined, as in a directory that may not be searched
   */
  public static FileKind of(Path path) throws IOException {
    return of(path, new LinkOption[0]);
  }

  /** The kind of what carries the name itself, be it a link. */
  static FileKind ofName(Path path) throws IOException {
    return of(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static FileKind of(Path path, LinkOption... links) throws IOException {
    int mode;
    try {
      mode = (int) Files.getAttribute(path, "unix:mode", links);
    } catch (NoSuchFileException absent) {
      return ABSENT;
    }
    for (FileKind kind : values()) {
      if (kind.type == (mode & TYPE)) {
        return kind;
      }
    }
    throw new UnsuitableFileException(path, "it is of an unknown kind");
  }
}
