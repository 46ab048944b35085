package io.noetl.runtime.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file could not be read or written, in words. */
public final class FileFailure {

  private FileFailure() {}

  /** Whether this user may not do it, so that to try again would not help. */
  public static boolean isRefused(Path file, IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return true;
    }
    String reason = failure instanceof FileSystemException failed ? failed.getReason() : null;
    return reason != null
        && (reason.equals("Operation not permitted")
            || reason.equals("Read-only file system")
            || isOnReadOnlyStore(file));
  }

  /** The system's message may be in the language of its user. */
  private static boolean isOnReadOnlyStore(Path file) {
    for (Path there = file.toAbsolutePath(); there != null; there = there.getParent()) {
      try {
        return Files.getFileStore(there).isReadOnly();
      } catch (IOException absent) {
        // The parent directory may exist.
      }
    }
    return false;
  }

  /** The reason as the second half of a sentence. */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its links lead in a circle";
    }
    String reason = failure instanceof FileSystemException failed ? failed.getReason() : null;
    // Java's own half of the sentence for too many links; the system's may be in any language.
    if (reason != null && reason.endsWith("unable to access attributes of symbolic link")) {
      return "its links lead in a circle";
    }
    String words = reason == null ? String.valueOf(failure.getMessage()) : reason;
    // The system's own words begin with a capital letter.
    return words.isEmpty() ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}
