package io.noetl.runtime.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A path leads to something that is not written over; the reason says to what. */
public final class UnsuitableFileException extends FileSystemException {

  private static final long serialVersionUID = 1L;

  public UnsuitableFileException(Path file, String reason) {
    super(file.toString(), null, reason);
  }
}
