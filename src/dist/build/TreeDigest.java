import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether the files below a folder are the same as at an earlier build. */
final class TreeDigest {

  private TreeDigest() {}

  /** A line for each file with the digest of its bytes; leaves some out. */
  static String of(Path folder, List<Path> leftOut) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> sorted =
          files
              .filter(file -> Files.isRegularFile(file) && !leftOut.contains(file))
              .sorted()
              .toList();
      for (Path file : sorted) {
        lines
            .append(folder.relativize(file))
            .append(' ')
            .append(of(Files.readAllBytes(file)))
            .append('\n');
      }
    }
    return lines.toString();
  }

  /** The digest of some bytes, SHA-256 in hexadecimal. */
  static String of(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
