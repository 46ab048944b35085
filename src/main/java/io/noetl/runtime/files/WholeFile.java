package io.noetl.runtime.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads whole files that a user names, up to a limit: a file of the wrong name may have any size,
 * and a device or a pipe may have no end.
 */
public final class WholeFile {

  /** What a file of components may have, in bytes. */
  public static final int COMPONENTS = 64 << 20;

  /** What all else may have, in bytes: bundles of certificates have some hundred thousand. */
  public static final int SMALL = 4 << 20;

  private WholeFile() {}

  /**
   * Reads a file, a pipe or a device.
   *
   * @param most the limit in bytes
   * @throws TooLargeFileException when there is more
   */
  public static byte[] bytes(Path file, int most) throws IOException {
    boolean isRegular = Files.isRegularFile(file);
    if (isRegular) {
      check(file, most);
    }
    try (InputStream stream =
        isRegular ? Files.newInputStream(file) : Opening.of(file, Opening.PATIENCE)) {
      return bytes(stream, file.toString(), most);
    }
  }

  /** The same of a stream, which stays open. */
  public static byte[] bytes(InputStream stream, String name, int most) throws IOException {
    byte[] bytes = stream.readNBytes(most);
    if (bytes.length == most && stream.read() >= 0) {
      throw TooLargeFileException.endless(name, most);
    }
    return bytes;
  }

  /** Refuses a file by its size alone. */
  public static void check(Path file, int most) throws IOException {
    long size = Files.size(file);
    if (size > most) {
      throw TooLargeFileException.of(file.toString(), size, most);
    }
  }

  /** A small file of text; bytes that are none are an error. */
  public static String text(Path file, Charset charset) throws IOException {
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes(file, SMALL))).toString();
  }

  /** The lines of a small file in UTF-8. */
  public static List<String> lines(Path file) throws IOException {
    return text(file, StandardCharsets.UTF_8).lines().toList();
  }
}
