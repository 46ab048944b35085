package io.noetl.runtime.service;

import io.noetl.runtime.files.FileKind;
import io.noetl.runtime.files.RegularFile;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Makes sure that a database file and its folders are there, for their owner alone. */
final class SqliteFile {

  private SqliteFile() {}

  /** Creates what is missing: folders with mode 0700, an empty file with mode 0600. */
  static void prepare(Path file) {
    try {
      FileKind kind = FileKind.of(file);
      if (kind == FileKind.ABSENT) {
        create(file);
      } else if (kind != FileKind.REGULAR) {
        throw unusable(file, "it is " + kind.words(), null);
      }
    } catch (FileAlreadyExistsException occupied) {
      throw unusable(file, "a part of its path is not a folder", occupied);
    } catch (FileSystemException failure) {
      throw unusable(file, reason(failure), failure);
    } catch (IOException failure) {
      throw unusable(file, String.valueOf(failure.getMessage()), failure);
    }
  }

  private static void create(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    // A link that leads to nothing yet has its target made, as SQLite would.
    Path target = RegularFile.at(file).target();
    try {
      Files.createFile(target, mode("rw-------"));
    } catch (FileAlreadyExistsException anotherProcessWasFirst) {
      if (!Files.isRegularFile(target)) {
        throw anotherProcessWasFirst;
      }
    }
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    String reason = failure.getReason();
    return reason == null ? "access is denied" : decapitalize(reason);
  }

  private static String decapitalize(String reason) {
    return Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static RuntimeApiException unusable(Path file, String reason, @Nullable Throwable cause) {
    return new RuntimeApiException.Unreachable(
        "cannot open the database " + file + ": " + reason,
        new Details(
            "name a file you may write with --database sqlite:PATH, or set XDG_DATA_HOME",
            null,
            null,
            cause));
  }
}
