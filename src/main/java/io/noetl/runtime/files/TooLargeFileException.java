package io.noetl.runtime.files;

import java.nio.file.FileSystemException;

/** A file is larger than anything that belongs there; the reason says how large. */
public final class TooLargeFileException extends FileSystemException {

  private static final long serialVersionUID = 1L;

  private TooLargeFileException(String file, String reason) {
    super(file, null, reason);
  }

  /** Of a file whose size is known, in bytes. */
  static TooLargeFileException of(String file, long size, int most) {
    return new TooLargeFileException(
        file, "it has %,d bytes, and at most %s are read".formatted(size, words(most)));
  }

  /** Of a file that is longer than the limit, perhaps endless. */
  static TooLargeFileException endless(String file, int most) {
    return new TooLargeFileException(file, "it does not end within " + words(most));
  }

  /** Of a line that is longer than the limit, in characters. */
  static TooLargeFileException endlessLine(String file, int most) {
    return new TooLargeFileException(
        file, "it has a line of more than %,d characters".formatted(most));
  }

  private static String words(int most) {
    return "%d MiB (%,d bytes)".formatted(most >> 20, most);
  }
}
