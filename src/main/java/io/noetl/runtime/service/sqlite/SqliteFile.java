package io.noetl.runtime.service.sqlite;

import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.FileKind;
import io.noetl.runtime.files.RegularFile;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The file of a database: its existence, creation and identity. */
public final class SqliteFile {

  private SqliteFile() {}

  /** Whether there is a database; an empty file does not count. */
  static boolean isThere(Path file) {
    try {
      FileKind kind = FileKind.of(file);
      if (kind != FileKind.ABSENT && kind != FileKind.REGULAR) {
        throw unusable(file, "it is " + kind.words(), null);
      }
      return kind == FileKind.REGULAR && Files.size(file) > 0;
    } catch (IOException failure) {
      throw unusable(file, reason(failure), failure);
    }
  }

  /**
   * Checks that the directory of a file exists.
   *
   * @throws RuntimeApiException.Unreachable when it does not
   */
  public static void checkFolder(Path file) {
    Path folder = file.getParent();
    if (folder != null && Files.notExists(folder)) {
      throw new RuntimeApiException.Unreachable(
          "cannot create the database " + file + ": the directory " + folder + " does not exist",
          Details.NONE.withHint("create the directory, or correct the path"));
    }
  }

  /** Creates what is missing: directories with mode 0700, an empty file with mode 0600. */
  static void prepare(Path file) {
    if (!Files.exists(file)) {
      try {
        create(file);
      } catch (FileAlreadyExistsException occupied) {
        throw unusable(file, "a part of its path is not a directory", occupied);
      } catch (IOException failure) {
        throw unusable(file, reason(failure), failure);
      }
    }
  }

  private static void create(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    // The target of a dangling link is created, as SQLite does.
    Path target = RegularFile.at(file).target();
    try {
      Files.createFile(target, mode("rw-------"));
    } catch (FileAlreadyExistsException anotherProcessWasFirst) {
      if (!Files.isRegularFile(target)) {
        throw anotherProcessWasFirst;
      }
    }
  }

  /** The path with links resolved, as far as it exists. */
  public static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException absent) {
      Path folder = file.getParent();
      return folder == null || !Files.isDirectory(folder)
          ? file
          : real(folder).resolve(file.getFileName());
    }
  }

  /** The file key, which differs from that of another file at the same path; null if absent. */
  public static @Nullable Object identity(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException absent) {
      return null;
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof NoSuchFileException
        ? "its directory does not exist"
        : FileFailure.reason(failure);
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static RuntimeApiException unusable(
      Path file, String reason, @Nullable IOException cause) {
    String message = "cannot open the database " + file + ": " + reason;
    Details details =
        new Details(
            "name a file you may write with --database sqlite:PATH, or set XDG_DATA_HOME",
            null,
            null,
            cause);
    return cause != null && FileFailure.isRefused(file, cause)
        ? new RuntimeApiException.NotAllowed(message, details)
        : new RuntimeApiException.Unreachable(message, details);
  }

  /**
   * Whether this user may not read the file, or may not create the files SQLite needs beside it.
   */
  static boolean isForbidden(Path file) {
    Path folder = file.getParent();
    return Files.exists(file)
        && (!Files.isReadable(file) || (folder != null && !Files.isWritable(folder)));
  }
}
