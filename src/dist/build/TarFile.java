import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A tar archive whose bytes depend on names and contents alone: files are root's, of one time. */
final class TarFile {

  private static final int BLOCK = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Instant time;

  TarFile(Instant time) {
    this.time = time;
  }

  /** Adds a folder and all below it, in the order of their names. */
  void addTree(Path tree, String name) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      List<Path> sorted = paths.sorted().toList();
      for (Path path : sorted) {
        String below = tree.relativize(path).toString();
        add(path, below.isEmpty() ? name : name + "/" + below);
      }
    }
  }

  private void add(Path path, String name) throws IOException {
    if (Files.isSymbolicLink(path)) {
      addLink(name, Files.readSymbolicLink(path).toString());
    } else if (Files.isDirectory(path)) {
      addFolder(name);
    } else {
      addFile(name, Files.readAllBytes(path), Files.isExecutable(path));
    }
  }

  void addFolder(String name) {
    header(name + "/", '5', 0755, 0, "");
  }

  void addLink(String name, String target) {
    header(name, '2', 0777, 0, target);
  }

  void addFile(String name, byte[] content, boolean executable) {
    header(name, '0', executable ? 0755 : 0644, content.length, "");
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private void header(String name, char type, int mode, long size, String link) {
    byte[] header = new byte[BLOCK];
    int slash = name.length() > 100 ? name.lastIndexOf('/', name.length() - 2) : -1;
    text(header, 0, 100, name.substring(slash + 1));
    text(header, 100, 8, "%07o".formatted(mode));
    text(header, 108, 8, "0000000");
    text(header, 116, 8, "0000000");
    text(header, 124, 12, "%011o".formatted(size));
    text(header, 136, 12, "%011o".formatted(time.getEpochSecond()));
    text(header, 148, 8, "        ");
    header[156] = (byte) type;
    text(header, 157, 100, link);
    text(header, 257, 8, "ustar\00000");
    text(header, 265, 32, "root");
    text(header, 297, 32, "root");
    text(header, 345, 155, slash < 0 ? "" : name.substring(0, slash));
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    text(header, 148, 8, "%06o\0 ".formatted(sum));
    bytes.writeBytes(header);
  }

  private static void text(byte[] header, int at, int most, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > most) {
      throw new IllegalArgumentException("too long for a tar archive: " + text);
    }
    System.arraycopy(encoded, 0, header, at, encoded.length);
  }

  byte[] compressed() throws IOException {
    bytes.writeBytes(new byte[2 * BLOCK]);
    return gzip(bytes.toByteArray());
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new BestGzip(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  /** Java's own writes no time into the header, and nothing else that varies. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
